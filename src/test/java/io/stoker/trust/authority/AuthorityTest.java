package io.stoker.trust.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.trust.Credentials;
import io.stoker.trust.Identity;
import io.stoker.trust.KeyFileException;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.PeerCheck;
import io.stoker.trust.Revocations;
import io.stoker.trust.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path home;

    @Test
    void shouldIssueCertificatesThatItsOwnCheckTrusts() throws Exception {
        Authority authority = Authority.open(new KeyFolder(home.resolve("keys")), InstantSource.fixed(NOW));
        authority.renew("here", List.of("localhost", "127.0.0.1", "::1"));

        for (Role role : Role.values()) {
            Credentials credentials = Credentials.read(home.resolve("keys").resolve(role.word() + ".pem"));
            Identity identity = new PeerCheck(
                            authority.certificate(), authority.profile(), Revocations.none(), InstantSource.fixed(NOW))
                    .check(new X509Certificate[] {credentials.certificate()}, Set.of(role));

            assertThat(identity).isEqualTo(credentials.identity());
            assertThat(identity.role()).isEqualTo(role);
            assertThat(identity.id()).isEqualTo("here");
            assertThat(identity.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        }
    }

    @Test
    void shouldKeepItsKeyAndBeTheSameWhenItIsOpenedAgain() {
        KeyFolder folder = new KeyFolder(home.resolve("keys"));
        Authority first = Authority.open(folder, InstantSource.fixed(NOW));

        Authority again = Authority.open(folder, InstantSource.fixed(NOW));

        assertThat(again.certificate()).isEqualTo(first.certificate());
        assertThat(again.profile()).isEqualTo(first.profile());
        assertThat(again.issue(Role.ENGINE, "x", Duration.ofDays(1), List.of()).authority())
                .isEqualTo(first.certificate());
    }

    @Test
    void shouldNotMakeAnotherAuthorityInPlaceOfOneThatHasLostAFile() throws Exception {
        KeyFolder folder = new KeyFolder(home.resolve("keys"));
        Authority.open(folder, InstantSource.fixed(NOW)).renew("here", List.of());
        Files.delete(folder.authorityKey());

        assertThatThrownBy(() -> Authority.open(folder, InstantSource.fixed(NOW)))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(folder.authorityKey() + " is missing")
                .hasMessageContaining("bring it back, or remove " + folder.path());
    }

    @Test
    void shouldFinishAFirstStartThatWasKilledBetweenItsFirstTwoFiles() throws Exception {
        KeyFolder folder = new KeyFolder(home.resolve("keys"));
        Authority.open(folder, InstantSource.fixed(NOW));
        Files.delete(folder.authority());

        Authority authority = Authority.open(folder, InstantSource.fixed(NOW));

        assertThat(authority
                        .issue(Role.ENGINE, "x", Duration.ofDays(1), List.of())
                        .authority())
                .isEqualTo(authority.certificate());
    }

    @Test
    void shouldRefuseAKeyThatIsNotItsOwn() {
        KeyFolder folder = new KeyFolder(home.resolve("keys"));
        KeyFolder other = new KeyFolder(home.resolve("other"));
        Authority.open(folder, InstantSource.fixed(NOW));
        Authority.open(other, InstantSource.fixed(NOW));
        folder.write(folder.authorityKey(), other.read(other.authorityKey()));
        Authority mixed = Authority.open(folder, InstantSource.fixed(NOW));

        assertThatThrownBy(() -> mixed.issue(Role.ENGINE, "x", Duration.ofDays(1), List.of()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("do not belong together");
    }

    @Test
    void shouldRefuseFilesOfAnAuthorityThatAreNone() {
        KeyFolder folder = new KeyFolder(home.resolve("keys"));
        Authority.open(folder, InstantSource.fixed(NOW));
        folder.write(folder.authority(), "nonsense");

        assertThatThrownBy(() -> Authority.open(folder, InstantSource.fixed(NOW)))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(folder.authority() + " cannot be used");
    }

    /** As clients of HTTPS compare them. */
    @Test
    void shouldNameTheHostsOfAMachineInItsCertificates() throws Exception {
        Credentials issued = Authority.open(new KeyFolder(home.resolve("keys")), InstantSource.fixed(NOW))
                .issue(Role.CONTROLLER, "here", Duration.ofDays(1), List.of("localhost", "10.0.0.5", "::1"));

        assertThat(issued.certificate().getSubjectAlternativeNames())
                .extracting(name -> name.get(0) + " " + name.get(1))
                .containsExactly("6 " + issued.identity().uri(), "2 localhost", "7 10.0.0.5", "7 0:0:0:0:0:0:0:1");
        assertThat(issued.certificate().getBasicConstraints()).isNegative();
        assertThat(issued.authority().getBasicConstraints()).isZero();
        issued.authority().verify(issued.authority().getPublicKey());
    }

    @Test
    void shouldLeaveNothingThatOthersCanRead() throws Exception {
        KeyFolder folder = new KeyFolder(home.resolve("keys"));
        Authority authority = Authority.open(folder, InstantSource.fixed(NOW));
        authority.renew("here", List.of());
        var unused = authority.joinFile(Role.ENGINE, "x", Duration.ofDays(1), List.of("a:1"));
        folder.revoke("ab12", NOW, "");

        try (Stream<Path> files = Files.list(folder.path())) {
            assertThat(files)
                    .hasSize(9)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
