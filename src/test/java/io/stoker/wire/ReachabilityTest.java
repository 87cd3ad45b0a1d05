package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private final Reachability plain = Reachability.plain();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final String HELP = "Start one with: scripts/stoker cluster -n 4";

    @Test
    void itSaysThatThereIsNoHostOfThatName() {
        assertThat(plain.explain("nowhere.invalid", 10113, TIMEOUT))
                .startsWith("no controller has answered at nowhere.invalid:10113 within 15 s")
                .contains("there is no host of that name")
                .endsWith(HELP);
    }

    @Test
    void itSaysThatNothingListensThere() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(plain.explain("127.0.0.1", free, TIMEOUT))
                .contains("127.0.0.1:" + free)
                .contains("nothing listens there (")
                .endsWith(HELP);
    }

    @Test
    void itSaysThatSomethingElseListensThere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(plain.explain("127.0.0.1", socket.getLocalPort(), TIMEOUT))
                    .contains("something listens there and sent nothing")
                    .contains("too busy")
                    .contains("stoker.client.connect-timeout")
                    .doesNotContain(HELP);
        }
    }

    @Test
    void itSaysWhatSomethingElseAnswers() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket other = socket.accept()) {
                    other.getOutputStream().write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            server.start();
            assertThat(plain.explain("127.0.0.1", socket.getLocalPort(), TIMEOUT))
                    .contains("is not a Stoker controller; it answered 'HTTP/1.1 404 Not Found'")
                    .endsWith(HELP);
            server.join();
        }
    }

    @Test
    void aTimeOutOfLessThanASecondIsNotSaidToBeNone() {
        assertThat(plain.explain("nowhere.invalid", 1, Duration.ofMillis(500))).contains("within 500 ms");
    }
}
