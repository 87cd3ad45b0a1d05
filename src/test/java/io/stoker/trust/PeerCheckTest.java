package io.stoker.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stoker.trust.UntrustedException.Reason;
import io.stoker.trust.authority.Authority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerCheckTest {
    private static final Set<Role> ANY = EnumSet.allOf(Role.class);
    private static final byte[] TEXT = "stoker node".getBytes(StandardCharsets.UTF_8);

    private final SettableTime time = new SettableTime();

    @TempDir
    private Path home;

    private Authority authority;
    private Credentials engine;
    private Path revoked;
    private PeerCheck check;

    @BeforeEach
    void issue() {
        KeyFolder folder = new KeyFolder(home.resolve("keys"));
        authority = Authority.open(folder, time);
        engine = authority.issue(Role.ENGINE, "lab-3", Duration.ofDays(30), List.of());
        revoked = folder.revoked();
        check = new PeerCheck(authority.certificate(), authority.profile(), Revocations.none(), time);
    }

    @Test
    void shouldSayWhoHasACertificateThatIsTrusted() throws Exception {
        Identity identity = check.check(chain(engine), Set.of(Role.ENGINE));

        assertThat(identity).isEqualTo(engine.identity());
        assertThat(identity.inWords()).matches("engine lab-3 \\(serial [0-9a-f]{16}\\)");
        assertThat(identity.uri()).isEqualTo("stoker:" + authority.profile() + ":engine:lab-3");
        assertThat(identity.notBefore()).isEqualTo(time.instant().minus(Duration.ofHours(1)));
    }

    @Test
    void shouldRefuseWhoShowsNoCertificate() {
        assertThat(refusal(check, (X509Certificate[]) null)).isEqualTo(Reason.NO_CERTIFICATE);
        UntrustedException refused = refused(check, new X509Certificate[0]);

        assertThat(refused.reason()).isEqualTo(Reason.NO_CERTIFICATE);
        assertThat(refused).hasMessageContaining("shows no certificate").hasMessageContaining("join-token");
    }

    @Test
    void shouldRefuseACertificateOfAnotherAuthority() {
        Authority other = Authority.open(new KeyFolder(home.resolve("other")), time);
        Credentials foreign = other.issue(Role.ENGINE, "lab-3", Duration.ofDays(30), List.of());

        UntrustedException refused = refused(check, chain(foreign));

        assertThat(refused.reason()).isEqualTo(Reason.FOREIGN_AUTHORITY);
        assertThat(refused)
                .hasMessageContaining("CN=Stoker " + other.profile())
                .hasMessageContaining("CN=Stoker " + authority.profile())
                .hasMessageContaining("join-token");
    }

    /** An authority can call itself whatever it likes. */
    @Test
    void shouldRefuseACertificateThatTheAuthorityHasNotSigned() {
        Authority other = Authority.open(new KeyFolder(home.resolve("other")), time);
        PeerCheck keyOfAnother = new PeerCheck(other.certificate(), authority.profile(), Revocations.none(), time);

        assertThat(refusal(keyOfAnother, chain(engine))).isEqualTo(Reason.FOREIGN_AUTHORITY);
    }

    @Test
    void shouldNotTakeTheAuthorityItselfForAMember() {
        assertThat(refusal(check, authority.certificate())).isEqualTo(Reason.FOREIGN_AUTHORITY);
    }

    @Test
    void shouldRefuseACertificateForAnotherProfile() {
        UUID profile = UUID.randomUUID();
        PeerCheck another = new PeerCheck(authority.certificate(), profile, Revocations.none(), time);

        UntrustedException refused = refused(another, chain(engine));

        assertThat(refused.reason()).isEqualTo(Reason.OTHER_PROFILE);
        assertThat(refused)
                .hasMessageContaining(authority.profile().toString())
                .hasMessageContaining(profile.toString());
    }

    @Test
    void shouldRefuseAnExpiredCertificateAndSayBothTimes() {
        time.pass(Duration.ofDays(30).plusSeconds(1));

        UntrustedException refused = refused(check, chain(engine));

        assertThat(refused.reason()).isEqualTo(Reason.EXPIRED);
        assertThat(refused)
                .hasMessageContaining("engine lab-3 (serial")
                .hasMessageContaining("has expired on 2026-07-01T12:00:00Z")
                .hasMessageContaining("the clock of this machine says 2026-07-01T12:00:01Z")
                .hasMessageContaining("join-token");
        assertThat(cause(refused)).isEqualTo(CertPathValidatorException.BasicReason.EXPIRED);
    }

    @Test
    void shouldRefuseAMemberOfAnAuthorityThatHasExpired() {
        Credentials old = authority.issue(Role.ENGINE, "old", Duration.ofDays(20_000), List.of());
        time.pass(Authority.AUTHORITY_LIFE.plusDays(1));

        assertThat(refusal(check, chain(old))).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void shouldRefuseACertificateOfTheFutureAndSayBothTimes() {
        time.pass(Duration.ofHours(-2));

        UntrustedException refused = refused(check, chain(engine));

        assertThat(refused.reason()).isEqualTo(Reason.NOT_YET_VALID);
        assertThat(refused)
                .hasMessageContaining("not valid before 2026-06-01T11:00:00Z")
                .hasMessageContaining("the clock of this machine says 2026-06-01T10:00:00Z")
                .hasMessageContaining("set the clocks");
        assertThat(cause(refused)).isEqualTo(CertPathValidatorException.BasicReason.NOT_YET_VALID);
    }

    /** Clocks of two machines are seldom equal. */
    @Test
    void shouldTrustANewCertificateWhereTheClockIsSomeMinutesBehind() throws Exception {
        time.pass(Duration.ofMinutes(-50));

        assertThat(check.check(chain(engine), ANY)).isEqualTo(engine.identity());
    }

    @Test
    void shouldRefuseARevokedCertificate() {
        new KeyFolder(revoked.getParent()).revoke(engine.identity().serial(), time.instant(), "lost");
        PeerCheck informed = new PeerCheck(authority.certificate(), authority.profile(), Revocations.of(revoked), time);

        UntrustedException refused = refused(informed, chain(engine));

        assertThat(refused.reason()).isEqualTo(Reason.REVOKED);
        assertThat(refused).hasMessageContaining(engine.identity().serial()).hasMessageContaining("is revoked");
        assertThat(cause(refused)).isEqualTo(CertPathValidatorException.BasicReason.REVOKED);
    }

    @Test
    void shouldRefuseARoleThatIsNotAllowed() {
        UntrustedException refused = catchThrowableOfType(
                UntrustedException.class, () -> check.check(chain(engine), EnumSet.of(Role.CLIENT, Role.OPERATOR)));

        assertThat(refused.reason()).isEqualTo(Reason.WRONG_ROLE);
        assertThat(refused)
                .hasMessageContaining("is that of an engine, but here only a client or an operator is allowed");
    }

    @Test
    void shouldBelieveWhatTheOwnerOfACertificateHasSigned() throws Exception {
        byte[] der = engine.certificate().getEncoded();

        assertThat(check.verify(der, ANY, TEXT, engine.sign(TEXT))).isEqualTo(engine.identity());
    }

    @Test
    void shouldNotBelieveWhatSomebodyElseHasSignedOrChanged() throws Exception {
        byte[] der = engine.certificate().getEncoded();
        Credentials other = authority.issue(Role.ENGINE, "other", Duration.ofDays(1), List.of());

        for (byte[] signature : List.of(other.sign(TEXT), new byte[0], new byte[64], new byte[100_000])) {
            assertThat(badSignature(der, TEXT, signature)).isEqualTo(Reason.BAD_SIGNATURE);
        }
        assertThat(badSignature(der, "stoker nodes".getBytes(StandardCharsets.UTF_8), engine.sign(TEXT)))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void shouldRefuseWhatIsNoCertificate() throws Exception {
        byte[] der = engine.certificate().getEncoded();
        byte[] twice = new byte[der.length * 2];
        System.arraycopy(der, 0, twice, 0, der.length);
        System.arraycopy(der, 0, twice, der.length, der.length);

        for (byte[] bytes : List.of(new byte[0], TEXT, new byte[1_000_000], twice)) {
            assertThat(badSignature(bytes, TEXT, engine.sign(TEXT))).isEqualTo(Reason.FOREIGN_AUTHORITY);
        }
    }

    private Reason badSignature(byte[] der, byte[] text, byte[] signature) {
        return catchThrowableOfType(UntrustedException.class, () -> check.verify(der, ANY, text, signature))
                .reason();
    }

    private static X509Certificate[] chain(Credentials credentials) {
        return new X509Certificate[] {credentials.certificate()};
    }

    private static Reason refusal(PeerCheck check, X509Certificate... chain) {
        return refused(check, chain).reason();
    }

    private static UntrustedException refused(PeerCheck check, X509Certificate @Nullable [] chain) {
        return catchThrowableOfType(UntrustedException.class, () -> check.check(chain, ANY));
    }

    private static CertPathValidatorException.Reason cause(UntrustedException refused) {
        return ((CertPathValidatorException) refused.getCause()).getReason();
    }
}
