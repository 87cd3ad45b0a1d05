package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private final Lookout lookout = new Lookout(logger());

    private Logger logger() {
        Logger logger = new LoggerContext().getLogger("lookout");
        log.start();
        logger.addAppender(log);
        return logger;
    }

    private List<String> said(boolean isAlone, Address... addresses) throws Exception {
        lookout.look(List.of(addresses), Reachability.plain(), () -> isAlone).get(5, TimeUnit.MINUTES);
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Address at(String host, int port) {
        return new Address("akka", "stoker", host, port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void shouldSayWhomItLooksForAndWhyNobodyWasFoundOnceForEachReason() throws Exception {
        int port = freePort();

        assertThat(said(true, at("127.0.0.1", port), at("nowhere.invalid", 7), at("localhost", port)))
                .singleElement()
                .asString()
                .contains(
                        "no controller has answered yet at 127.0.0.1:" + port + ", localhost:" + port
                                + ": nothing listens there",
                        "; at nowhere.invalid:7: there is no host of that name",
                        "; still trying");
    }

    @Test
    void shouldSayNothingWhenAControllerHasAnsweredMeanwhile() throws Exception {
        assertThat(said(false, at("nowhere.invalid", 7))).isEmpty();
    }

    @Test
    void shouldSayTheSameOnceUntilAControllerHasAnswered() throws Exception {
        Address nowhere = at("nowhere.invalid", 7);

        assertThat(said(true, nowhere)).hasSize(1);
        assertThat(said(true, nowhere)).hasSize(1);
        assertThat(said(true, at("127.0.0.1", freePort()))).hasSize(2);
        assertThat(said(true, nowhere)).hasSize(3);

        lookout.end();
        assertThat(said(true, nowhere)).hasSize(4);
    }
}
