package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.server.Directives;
import io.stoker.trust.ControllerSockets;
import io.stoker.trust.Credentials;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import io.stoker.trust.Tls;
import io.stoker.trust.authority.Authority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP interface as it is off loopback: with the controller's certificate. */
class HttpsIT {
    @TempDir
    private static Path folder;

    private static KeyFolder keys;
    private static Tls tls;
    private static TestServer server;

    @BeforeAll
    static void start() {
        keys = keys("keys", List.of("127.0.0.1", "stoker.example.org"));
        tls = Tls.open(keys.credentials(Role.CONTROLLER), null, InstantSource.system());
        server = new TestServer(folder, TestServer.usual(), tls, bodies -> Directives.reject());
    }

    private static KeyFolder keys(String name, List<String> hosts) {
        KeyFolder made = new KeyFolder(folder.resolve(name));
        Authority.open(made, InstantSource.system()).renew("test", hosts);
        return made;
    }

    @AfterAll
    static void stop() {
        server.close();
        tls.close();
    }

    @Test
    void shouldServeTheProfilesOwnPrograms() {
        RawHttp client = client(keys);

        assertThat(client.get("/alive").status()).isEqualTo(200);
        assertThat(client.get("/cluster/members").status()).isEqualTo(401);
        assertThat(client.get("/cluster/members", server.bearer(Capability.READ))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldKnowTheNamesOfItsCertificate() {
        String bearer = server.bearer(Capability.READ);

        assertThat(client(keys)
                        .get("/", bearer, "Host: stoker.example.org:" + server.port())
                        .status())
                .isEqualTo(200);
        assertThat(client(keys)
                        .get("/", bearer, "Host: evil.example.org:" + server.port())
                        .status())
                .isEqualTo(403);
        assertThat(client(keys)
                        .get("/", bearer, "Origin: http://localhost:" + server.port())
                        .status())
                .isEqualTo(403);
        assertThat(client(keys)
                        .get("/", bearer, "Origin: https://localhost:" + server.port())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldLetBrowsersSendTheCookieByTlsOnly() {
        RawHttp.Answer made =
                client(keys).send("POST", "/link", "", server.bearer(Capability.READ), "Content-Length: 0");
        String path = made.body().replaceAll(".*\"path\":\"([^\"]*)\".*\\s*", "$1");

        assertThat(client(keys).get(path).header("set-cookie")).contains("; Secure", "; HttpOnly", "; SameSite=Strict");
    }

    /** As curl with {@code --cacert keys/authority.pem}, which compares the names. */
    @Test
    void shouldServeProgramsThatTrustTheAuthority() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "authority", Credentials.read(keys.credentials(Role.OPERATOR)).authority());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);

        HttpResponse<String> answer = HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/alive"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("{\"state\":\"alive\"}\n");
    }

    @Test
    void shouldNotBeTrustedByAnotherProfile() {
        KeyFolder other = keys("other-" + UUID.randomUUID(), List.of());

        assertThatThrownBy(() -> client(other).get("/alive"))
                .hasCauseInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("from another authority");
    }

    @Test
    void shouldAnswerNothingWithoutTls() throws IOException {
        RawHttp plain = server.client(SocketFactory.getDefault());

        assertThatThrownBy(() -> plain.get("/alive")).isInstanceOfAny(RuntimeException.class);
        assertThat(client(keys).get("/alive").status()).isEqualTo(200);
    }

    private static RawHttp client(KeyFolder trusted) {
        Credentials own = Credentials.read(trusted.credentials(Role.OPERATOR));
        return server.client(ControllerSockets.of(own, InstantSource.system()));
    }
}
