package io.stoker.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.trust.UntrustedException.Reason;
import io.stoker.trust.authority.Authority;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final Set<Role> ANY = EnumSet.allOf(Role.class);
    private static final Set<Role> CONTROLLER = Set.of(Role.CONTROLLER);

    private final SettableTime time = new SettableTime();
    private final List<Tls> opened = new ArrayList<>();

    @TempDir
    private Path home;

    private KeyFolder folder;

    @BeforeEach
    void makeKeys() {
        folder = new KeyFolder(home.resolve("keys"));
        Authority.open(folder, time).renew("here", List.of());
    }

    @AfterEach
    void close() {
        opened.forEach(Tls::close);
    }

    @Test
    void shouldConnectTwoMembersOfOneProfileByTheNewestTls() {
        Tls controller = open(Role.CONTROLLER);
        Tls engine = open(Role.ENGINE);
        SSLEngine dialling = engine.clientEngine("localhost", 1, CONTROLLER);

        Handshake handshake = Handshake.between(dialling, controller.serverEngine(ANY));

        assertThat(handshake.atDialling()).isNull();
        assertThat(handshake.atAccepting()).isNull();
        assertThat(handshake.received()).isEqualTo("hello");
        SSLSession session = dialling.getSession();
        assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
        assertThat(session.getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void shouldRefuseTheDiallingEndOfAnotherProfile() {
        Tls controller = open(Role.CONTROLLER);

        Handshake handshake = Handshake.between(trustingAll(other(Role.CONTROLLER)), controller.serverEngine(ANY));

        assertThat(reason(handshake.atAccepting())).isEqualTo(Reason.FOREIGN_AUTHORITY);
        assertThat(handshake.atDialling()).hasMessageContaining("certificate_unknown");
    }

    @Test
    void shouldRefuseTheAcceptingEndOfAnotherProfile() {
        Tls engine = open(Role.ENGINE);

        Handshake handshake = Handshake.between(
                engine.clientEngine("localhost", 1, CONTROLLER),
                other(Role.CONTROLLER).serverEngine(ANY));

        assertThat(reason(handshake.atDialling())).isEqualTo(Reason.FOREIGN_AUTHORITY);
        assertThat(handshake.atAccepting()).hasMessageContaining("certificate_unknown");
        assertThat(handshake.received()).isEmpty();
    }

    @Test
    void shouldRefuseWhoIsDialledAndHasAnotherRole() {
        Tls engine = open(Role.ENGINE);
        Tls client = open(Role.CLIENT);

        Handshake handshake =
                Handshake.between(engine.clientEngine("localhost", 1, CONTROLLER), client.serverEngine(ANY));

        assertThat(reason(handshake.atDialling())).isEqualTo(Reason.WRONG_ROLE);
        assertThat(handshake.atAccepting()).hasMessageContaining("Received fatal alert");
        assertThat(handshake.received()).isEmpty();
    }

    @Test
    void shouldRefuseWhoIsDialledAndHasExpired() {
        Tls controller = open(Role.CONTROLLER);
        Tls engine = open(Role.ENGINE);
        time.pass(Duration.ofDays(31));

        Handshake handshake =
                Handshake.between(engine.clientEngine("localhost", 1, CONTROLLER), controller.serverEngine(ANY));

        assertThat(reason(handshake.atDialling())).isEqualTo(Reason.EXPIRED);
        assertThat(handshake.atAccepting()).hasMessageContaining("Received fatal alert");
    }

    @Test
    void shouldTellTheAcceptingEndThatItsCertificateIsRevoked() throws Exception {
        Tls controller = open(Role.CONTROLLER);
        Tls engine = open(Role.ENGINE);
        revoke(engine, controller);

        Handshake handshake =
                Handshake.between(engine.clientEngine("localhost", 1, CONTROLLER), controller.serverEngine(ANY));

        assertThat(reason(handshake.atDialling())).isEqualTo(Reason.REVOKED);
        assertThat(handshake.atAccepting()).hasMessageContaining("certificate_revoked");
    }

    @Test
    void shouldRefuseADiallingEndThatIsRevokedExpiredOrEarly() throws Exception {
        Tls controller = open(Role.CONTROLLER);
        Tls engine = open(Role.ENGINE);
        time.pass(Duration.ofDays(-1));
        assertThat(reason(accepting(engine, controller))).isEqualTo(Reason.NOT_YET_VALID);
        time.pass(Duration.ofDays(32));
        assertThat(reason(accepting(engine, controller))).isEqualTo(Reason.EXPIRED);
        time.pass(Duration.ofDays(-31));
        assertThat(accepting(engine, controller)).isNull();
        revoke(controller, engine);
        assertThat(reason(accepting(engine, controller))).isEqualTo(Reason.REVOKED);
    }

    /** The other end sees its own part as done before it is refused; nothing of it may be taken. */
    private static @Nullable SSLException accepting(Tls client, Tls server) {
        Handshake handshake = Handshake.between(trustingAll(client), server.serverEngine(Set.of(Role.ENGINE)));
        SSLException failure = handshake.atAccepting();
        assertThat(handshake.atDialling() == null).isEqualTo(failure == null);
        assertThat(handshake.received()).isEqualTo(failure == null ? "hello" : "");
        return failure;
    }

    @Test
    void shouldRefuseADiallingEndWithoutACertificate() throws Exception {
        Tls controller = open(Role.CONTROLLER);
        SSLEngine dialling = trustingAll(null);

        Handshake handshake = Handshake.between(dialling, controller.serverEngine(ANY));

        assertThat(handshake.atAccepting()).isNotNull();
        assertThat(handshake.atDialling()).hasMessageContaining("Received fatal alert");
        assertThat(handshake.received()).isEmpty();
    }

    @Test
    void shouldAcceptWithoutACertificateWhereHttpIsServed() throws Exception {
        Tls controller = open(Role.CONTROLLER);

        Handshake handshake = Handshake.between(trustingAll(null), controller.openServerEngine());

        assertThat(handshake.atAccepting()).isNull();
        assertThat(handshake.received()).isEqualTo("hello");
    }

    @Test
    void shouldCheckEachConnectionAnewAndResumeNoSession() throws Exception {
        Tls controller = open(Role.CONTROLLER);
        Tls engine = open(Role.ENGINE);
        SSLContext oneForAll = trustingAllContext(engine);
        assertThat(Handshake.between(dialling(oneForAll), controller.serverEngine(ANY))
                        .received())
                .isEqualTo("hello");
        revoke(controller, engine);

        Handshake again = Handshake.between(dialling(oneForAll), controller.serverEngine(ANY));

        assertThat(reason(again.atAccepting())).isEqualTo(Reason.REVOKED);
        assertThat(again.received()).isEmpty();
    }

    @Test
    void shouldShowARenewedCertificateWithoutAStart() throws Exception {
        Tls engine = open(Role.ENGINE);
        String before = engine.current().identity().serial();
        time.pass(Duration.ofDays(20));
        Authority.open(folder, time).renew("here", List.of());

        engine.refresh();

        assertThat(engine.current().identity().serial()).isNotEqualTo(before);
        assertThat(engine.current().identity().notAfter())
                .isEqualTo(time.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void shouldKeepTheLastGoodCredentialsAndTakeBetterOnesWhenTheyCome() throws Exception {
        Tls engine = open(Role.ENGINE);
        Path file = folder.credentials(Role.ENGINE);
        String good = Files.readString(file);
        String serial = engine.current().identity().serial();
        folder.write(file, "nonsense");
        engine.refresh();
        assertThat(engine.current().identity().serial()).isEqualTo(serial);

        Files.delete(file);
        engine.refresh();
        assertThat(engine.current().identity().serial()).isEqualTo(serial);

        Authority.open(folder, time).renew("here", List.of());
        engine.refresh();
        assertThat(engine.current().identity().serial()).isNotEqualTo(serial);

        folder.write(file, good);
        engine.refresh();
        assertThat(engine.current().identity().serial()).isEqualTo(serial);
    }

    @Test
    void shouldNotBecomeAMemberOfAnotherProfileWhileItRuns() throws Exception {
        Tls engine = open(Role.ENGINE);
        String serial = engine.current().identity().serial();
        String others = Files.readString(otherFolder().credentials(Role.ENGINE));
        folder.write(folder.credentials(Role.ENGINE), others);

        engine.refresh();

        assertThat(engine.current().identity().serial()).isEqualTo(serial);
    }

    @Test
    void shouldKeepWhatIsRevokedWhenTheListIsBadOrGone() throws Exception {
        Tls controller = open(Role.CONTROLLER);
        Tls engine = open(Role.ENGINE);
        revoke(controller, engine);
        String serial = engine.current().identity().serial();

        folder.write(folder.revoked(), "not a serial number\n");
        controller.refresh();
        assertThat(controller.revocations().contains(serial)).isTrue();

        Files.delete(folder.revoked());
        controller.refresh();
        assertThat(controller.revocations().contains(serial)).isTrue();
        assertThat(controller.check()).isNotNull();
    }

    @Test
    void shouldRefuseToOpenWithoutAFile() {
        assertThatThrownBy(() -> Tls.open(home.resolve("none.pem"), null, time))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(home.resolve("none.pem") + " does not exist");
    }

    private void revoke(Tls who, Tls whom) throws Exception {
        folder.revoke(whom.current().identity().serial(), time.instant(), "lost");
        who.refresh();
    }

    private Tls open(Role role) {
        return open(folder, role);
    }

    private Tls open(KeyFolder keys, Role role) {
        Tls tls = Tls.open(keys.credentials(role), keys.revoked(), time);
        opened.add(tls);
        return tls;
    }

    private KeyFolder otherFolder() {
        KeyFolder other = new KeyFolder(home.resolve("other"));
        Authority.open(other, time).renew("there", List.of());
        return other;
    }

    private Tls other(Role role) {
        return open(otherFolder(), role);
    }

    /** Shows a certificate, or none, and does not care who is at the other end. */
    private static SSLEngine trustingAll(@Nullable Tls shown) {
        return dialling(trustingAllContext(shown));
    }

    private static SSLEngine dialling(SSLContext context) {
        SSLEngine engine = context.createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        return engine;
    }

    private static SSLContext trustingAllContext(@Nullable Tls shown) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            KeyManager[] keys = shown == null ? null : new KeyManager[] {new OwnKey(shown.current())};
            context.init(keys, new TrustManager[] {new TrustsAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static @Nullable Reason reason(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedException untrusted) {
                return untrusted.reason();
            }
        }
        return null;
    }
}
