package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many connections, and those that say nothing. */
class HttpConnectionsIT {
    private static final int MANY = 2_000;

    @TempDir
    private Path folder;

    private static HttpSettings settings(int connections, Duration idle) {
        return new HttpSettings(List.of(), connections, idle, 1 << 20);
    }

    @Test
    void shouldAnswerWhileSomebodyOpensMoreConnectionsThanThereMayBe() throws IOException {
        List<Socket> opened = new ArrayList<>();
        try (TestServer server =
                new TestServer(folder, settings(50, Duration.ofMinutes(10)), null, bodies -> Directives.reject())) {
            for (int i = 0; i < MANY; i++) {
                Socket socket = server.client().open();
                opened.add(socket);
                if (i % 2 == 0) {
                    send(socket, "GET / HTTP/1.1\r\nHost: "); // and never the rest
                }
                if (i % 200 == 0) {
                    assertThat(server.client().get("/alive").status()).isEqualTo(200);
                }
            }
            assertThat(server.client().get("/alive").status()).isEqualTo(200);
            await().until(() ->
                    opened.stream().filter(HttpConnectionsIT::isOpen).count() <= 50);
        } finally {
            for (Socket socket : opened) {
                socket.close();
            }
        }
    }

    @Test
    void shouldKeepConnectionsWhoseRequestIsBeingAnswered() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CompletableFuture<String> answer = new CompletableFuture<>();
        Route slow = Directives.path(
                "slow",
                () -> Permission.require(Capability.READ, () -> {
                    asked.countDown();
                    return Directives.completeOKWithFuture(
                            answer, akka.http.javadsl.marshalling.Marshaller.stringToEntity());
                }));
        try (TestServer server = new TestServer(folder, settings(2, Duration.ofMinutes(10)), null, bodies -> slow);
                Socket one = server.client().open();
                Socket other = server.client().open()) {
            String request = "GET /slow HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n"
                    + server.bearer(Capability.READ) + "\r\nConnection: close\r\n\r\n";
            send(one, request);
            send(other, request);
            asked.await();

            RawHttp.Answer refused = RawHttp.parsed(read(server.client().open()));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("stoker.http.max-connections");

            answer.complete("done");
            assertThat(RawHttp.parsed(read(one)).body()).isEqualTo("done");
            assertThat(RawHttp.parsed(read(other)).body()).isEqualTo("done");
        }
    }

    @Test
    void shouldCloseAConnectionThatSaysNothing() throws IOException {
        try (TestServer server = new TestServer(
                        folder, settings(50, Duration.ofMillis(200)), null, bodies -> Directives.reject());
                Socket silent = server.client().open()) {
            await().until(() -> !isOpen(silent));
        }
    }

    @Test
    void shouldKeepAConnectionWhoseAnswerComesBitByBitAndSaysNothingForLong() {
        Duration idle = Duration.ofMillis(500);
        Source<ByteString, ?> late = Source.tick(idle.multipliedBy(4), idle, ByteString.fromString("late"))
                .take(1);
        Route stream = Directives.path(
                "stream",
                () -> Permission.require(
                        Capability.READ,
                        () -> Directives.complete(HttpResponse.create()
                                .withEntity(HttpEntities.createChunked(ContentTypes.TEXT_PLAIN_UTF8, late)))));
        try (TestServer server = new TestServer(folder, settings(50, idle), null, bodies -> stream)) {
            assertThat(server.client()
                            .get("/stream", server.bearer(Capability.READ))
                            .body())
                    .isEqualTo("4\r\nlate\r\n0\r\n\r\n");
        }
    }

    @Test
    void shouldHaveOtherTokensAtEachStart() {
        String token;
        int port;
        try (TestServer server = new TestServer(folder, TestServer.usual(), null, bodies -> Directives.reject())) {
            token = server.bearer(Capability.OPERATE);
            port = server.port();
            assertThat(server.client().get("/", token).status()).isEqualTo(200);
        }
        try (TestServer server =
                new TestServer(folder, port, TestServer.usual(), null, bodies -> Directives.reject())) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.client().get("/", token).status()).isEqualTo(401);
            assertThat(server.client()
                            .get("/", server.bearer(Capability.OPERATE))
                            .status())
                    .isEqualTo(200);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException e) {
            // Closed meanwhile, as it should be.
        }
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
