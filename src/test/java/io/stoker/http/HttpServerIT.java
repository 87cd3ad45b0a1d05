package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import io.stoker.http.RawHttp.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as they come over a socket, and what is done with them. */
class HttpServerIT {
    private static final int LARGEST = 2_000;

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static RawHttp client;

    @BeforeAll
    static void start() {
        HttpSettings usual = TestServer.usual();
        server = new TestServer(
                folder,
                new HttpSettings(List.of("stoker.example.org"), 64, usual.idleTimeout(), LARGEST),
                null,
                HttpServerIT::routes);
        client = server.client();
    }

    /** Says how long the body is, to who may submit. */
    private static Route routes(JsonBody bodies) {
        return Directives.path(
                "length",
                () -> Permission.require(
                        Capability.SUBMIT,
                        () -> Directives.post(() -> bodies.read(body -> Directives.complete("" + body.size())))));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.audited.clear();
    }

    @Test
    void shouldTellEverybodyOnlyTheState() {
        assertThat(client.get("/alive").body()).isEqualTo("{\"state\":\"alive\"}\n");
        assertThat(client.get("/alive").status()).isEqualTo(200);
        assertThat(client.get("/ready").body()).isEqualTo("{\"state\":\"not ready\"}\n");
        assertThat(client.get("/ready").status()).isEqualTo(503);
        assertThat(client.send("HEAD", "/ready", "").status()).isEqualTo(503);
        assertThat(server.audited).isEmpty();
    }

    @Test
    void shouldTellWhyItIsNotReadyOnlyToWhoHasAToken() {
        Answer answer = client.get("/ready", server.bearer(Capability.READ));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("\"reason\":\"", "the controller does not serve");
        assertThat(client.get("/ready", "Authorization: Bearer x").body()).isEqualTo("{\"state\":\"not ready\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cluster/members",
                "/cluster/members/",
                "/",
                "/length",
                "/nothing",
                "/bootstrap/seed-nodes",
                "//",
                "/ready/"
            })
    void shouldRefuseAllElseWithoutAToken(String path) {
        Answer answer = client.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer realm=\"stoker\"");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .startsWith(
                        "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"this needs a token: ")
                .endsWith("}\n")
                .hasLineCount(1);
        assertThat(server.audited).hasSize(1).first().satisfies(event -> {
            assertThat(event.caller()).isNull();
            assertThat(event.address()).isEqualTo("127.0.0.1");
            assertThat(event.path()).isEqualTo(path);
            assertThat(event.status()).isEqualTo(401);
            assertThat(event.refused()).isEqualTo("no token");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Bearer", "Basic eDp5", "Bearer ", "bearer  y", "x", "Bearer a b"})
    void shouldRefuseABadToken(String header) {
        Answer answer = client.get("/cluster/members", "Authorization: " + header);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer realm=\"stoker\", error=\"invalid_token\"");
    }

    @Test
    void shouldServeManagementToEveryCapability() {
        for (Capability each : Capability.values()) {
            Answer answer = client.get("/cluster/members", server.bearer(each));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("\"selfNode\"");
        }
        assertThat(server.audited).isEmpty();
    }

    @Test
    void shouldLetNobodyChangeTheCluster() {
        Answer answer =
                client.send("PUT", "/cluster/members/x", "", server.bearer(Capability.OPERATE), "Content-Length: 0");

        assertThat(answer.status()).isBetween(404, 405);
        assertThat(answer.body()).startsWith("{\"type\":\"about:blank\"");
    }

    @Test
    void shouldRefuseACapabilityThatIsTooSmall() {
        Answer answer =
                client.send("POST", "/length", "{}", server.bearer(Capability.READ), "Content-Type: application/json");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .contains("this needs the capability 'submit', but yours is 'read'")
                .hasLineCount(1);
        assertThat(server.audited).hasSize(1).first().satisfies(event -> {
            assertThat(event.caller()).isEqualTo("token read");
            assertThat(event.refused()).isEqualTo("it needs 'submit'");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8"})
    void shouldTellTheAuditOfARequestThatChangesSomething(String type) {
        Answer answer =
                client.send("POST", "/length", "{\"a\":1}", server.bearer(Capability.OPERATE), "Content-Type: " + type);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("7");
        assertThat(server.audited)
                .containsExactly(
                        new HttpAudit.Event("token operate", "127.0.0.1", "POST", "/length", 200, null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json-seq"
            })
    void shouldRefuseABodyThatIsNotJson(String type) {
        Answer answer = client.send("POST", "/length", "{}", server.bearer(Capability.SUBMIT), "Content-Type: " + type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("Content-Type: application/json").hasLineCount(1);
    }

    @Test
    void shouldRefuseABodyThatIsCompressed() {
        String json = "Content-Type: application/json";
        String bearer = server.bearer(Capability.SUBMIT);

        Answer answer = client.send("POST", "/length", "{}", bearer, json, "Content-Encoding: gzip");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).contains("a body must not be compressed").hasLineCount(1);
        assertThat(client.send("POST", "/length", "{}", bearer, json, "Content-Encoding: identity")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseABodyOverTheLimit() {
        String bearer = server.bearer(Capability.SUBMIT);
        String json = "Content-Type: application/json";

        assertThat(client.send("POST", "/length", "x".repeat(LARGEST), bearer, json)
                        .status())
                .isEqualTo(200);
        Answer over = client.send("POST", "/length", "x".repeat(LARGEST + 1), bearer, json);
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.body()).contains("a body may have 2000 bytes").hasLineCount(1);
        assertThat(client.send("POST", "/length", "x".repeat(4_000_000), bearer, json)
                        .status())
                .isEqualTo(413);
        Answer chunked =
                client.raw("POST /length HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n" + bearer + "\r\n" + json
                        + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + ("3e8\r\n" + "x".repeat(1000) + "\r\n").repeat(3)
                        + "0\r\n\r\n");
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void shouldAnswerWhoSendsALargeBodyWithoutAToken() {
        assertThat(client.send("POST", "/length", "x".repeat(4_000_000), "Content-Type: application/json")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "localhost.evil.example:PORT",
                "localhost",
                "localhost:1",
                "127.0.0.2:PORT",
                "stoker.example.org:PORT"
            })
    void shouldRefuseAForeignHost(String host) {
        Answer answer = client.get(
                "/cluster/members",
                server.bearer(Capability.OPERATE),
                "Host: " + host.replace("PORT", "" + server.port()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("stoker.http.hosts").hasLineCount(1);
        assertThat(server.audited).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:PORT",
                "LOCALHOST.:PORT",
                "127.0.0.1:PORT",
                "[::1]:PORT",
                "stoker.example.org",
                "stoker.example.org:443"
            })
    void shouldKnowItsOwnNames(String host) {
        Answer answer = client.get(
                "/cluster/members",
                server.bearer(Capability.READ),
                "Host: " + host.replace("PORT", "" + server.port()));

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "https://localhost:PORT",
                "http://localhost",
                "http://localhost:1",
                "file://",
                "http://evil.example:PORT"
            })
    void shouldRefuseAForeignOrigin(String origin) {
        String header = "Origin: " + origin.replace("PORT", "" + server.port());

        assertThat(client.get("/cluster/members", server.bearer(Capability.READ), header)
                        .status())
                .isEqualTo(403);
        assertThat(client.send("OPTIONS", "/length", "", header).status()).isEqualTo(403);
    }

    @Test
    void shouldKnowItsOwnOrigin() {
        for (String own : List.of("http://localhost:" + server.port(), "https://stoker.example.org")) {
            assertThat(client.get("/cluster/members", server.bearer(Capability.READ), "Origin: " + own)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldNotSayWhatItIs() {
        for (Answer answer : List.of(
                client.get("/alive"),
                client.get("/x"),
                client.get("/x", server.bearer(Capability.READ)),
                client.raw("GET\r\n /\r\n\r\n"))) {
            assertThat(answer.header("server")).isEmpty();
            assertThat(answer.toString()).doesNotContainIgnoringCase("akka");
            assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "\u0016\u0003\u0001 TLS\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nA b: c\r\n\r\n"
            })
    void shouldRefuseWhatIsNoRequestInJson(String bytes) {
        Answer answer = client.raw(bytes);

        assertThat(answer.status()).isBetween(400, 505);
        assertThat(answer.body()).startsWith("{\"type\":\"about:blank\"").hasLineCount(1);
    }

    @Test
    void shouldBoundRequestLinesAndHeaders() {
        assertThat(client.get("/" + "x".repeat(5_000)).status()).isEqualTo(414);
        assertThat(client.get("/", "A: " + "x".repeat(9_000)).status()).isBetween(400, 431);
        String[] many = new String[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = "A" + i + ": x";
        }
        assertThat(client.get("/", many).status()).isBetween(400, 431);
    }

    @Test
    void shouldLetABrowserInByALinkThatIsGoodOnce() {
        Answer made = client.send("POST", "/link", "", server.bearer(Capability.SUBMIT), "Content-Length: 0");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body()).contains("\"capability\":\"submit\"");
        String path = made.body().replaceAll(".*\"path\":\"([^\"]*)\".*\\s*", "$1");
        server.audited.clear();

        Answer opened = client.get(path);

        assertThat(opened.status()).isEqualTo(303);
        assertThat(opened.header("location")).isEqualTo("/");
        assertThat(opened.header("set-cookie"))
                .matches("stoker-" + server.port() + "=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict");
        assertThat(server.audited)
                .containsExactly(
                        new HttpAudit.Event("session 1 (submit)", "127.0.0.1", "GET", "/link", 303, null, List.of()));
        assertThat(client.get(path).status()).isEqualTo(401);
        String cookie = "Cookie: a=b; " + opened.header("set-cookie").replaceAll(";.*", "");
        assertThat(client.get("/", cookie).body()).contains("session 1 (submit)");
        assertThat(client.get("/cluster/members", cookie).status()).isEqualTo(200);
        shouldBindTheSessionToItsPages(cookie);
    }

    private static void shouldBindTheSessionToItsPages(String cookie) {
        String json = "Content-Type: application/json";
        String own = "Origin: http://localhost:" + server.port();
        assertThat(client.send("POST", "/length", "{}", cookie, json).status()).isEqualTo(403);
        assertThat(client.send("POST", "/length", "{}", cookie, json, "Origin: http://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(client.send("POST", "/length", "{}", cookie, json, own).status())
                .isEqualTo(200);
        assertThat(client.send("POST", "/link", "", cookie, own, "Content-Length: 0")
                        .status())
                .isEqualTo(403);
        assertThat(client.get("/", cookie.replace("=", "=x")).status()).isEqualTo(401);
        assertThat(client.get("/", cookie.replace("stoker-", "stoker-1")).status())
                .isEqualTo(401);
    }

    @Test
    void shouldKeepTokensForTheirOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.tokens())))
                .isEqualTo("rwx------");
        for (Capability each : Capability.values()) {
            Path file = server.tokens().resolve(each.word());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file)).matches("[A-Za-z0-9_-]{43}\n");
        }
    }

    @Test
    void shouldShowWhatWasSentInOneLine() {
        client.get("/a%0ab%1b" + "c".repeat(1_000));

        assertThat(server.audited.get(0).path()).startsWith("/a%0Ab%1Bc").hasSizeLessThan(220);
    }
}
