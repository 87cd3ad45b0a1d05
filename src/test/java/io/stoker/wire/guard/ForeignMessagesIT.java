package io.stoker.wire.guard;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRef;
import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.stoker.Exceptions;
import io.stoker.Seeds;
import io.stoker.TestCluster;
import io.stoker.client.Stoker;
import io.stoker.task.Task;
import io.stoker.wire.Kits;
import io.stoker.wire.OddMessages;
import io.stoker.wire.Unreadable;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A member of the cluster that says to every actor of the controller's node what another one gets. */
class ForeignMessagesIT {
    private static final int MESSAGES = 150;
    private static final List<String> ACTORS = List.of(
            "/user",
            "/user/controller",
            "/user/controller/values",
            "/user/heartbeat",
            "/user/heartbeat/$$a-adapter",
            "/user/heartbeat/$$b-adapter",
            "/user/dropped",
            "/system",
            "/system/cluster",
            "/system/cluster/core",
            "/system/cluster/core/daemon",
            "/system/cluster/heartbeatReceiver",
            "/system/remote-watcher",
            "/system/log1-Slf4jLogger",
            "/system/eventStreamUnsubscriber-1",
            "/remote",
            "/temp",
            "/",
            "/deadLetters",
            "/user/nobody");

    static LongStream seeds() {
        return Seeds.of(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoOnWhicheverActorGetsIt(long seed) {
        ActorTestKit kit = Kits.unjoined();
        Logger tls = (Logger) LoggerFactory.getLogger("io.stoker.wire.ArteryTls");
        ListAppender<ILoggingEvent> ended = new ListAppender<>();
        ended.start();
        tls.addAppender(ended);
        try (TestCluster cluster = TestCluster.start(1);
                Exceptions exceptions = new Exceptions()) {
            Stoker client = cluster.connect(1);
            ExtendedActorSystem peer = (ExtendedActorSystem)
                    Adapter.toClassic(cluster.addEngine().node().system());
            OddMessages odd = new OddMessages(seed, kit, List.of());
            String controller =
                    "akka://stoker@127.0.0.1:" + cluster.controller().port();
            for (int i = 0; i < MESSAGES; i++) {
                odd.next()
                        .filter(message -> !(message instanceof Unreadable))
                        .ifPresent(message -> ACTORS.forEach(path -> peer.provider()
                                .resolveActorRef(controller + path)
                                .tell(message, ActorRef.noSender())));
            }
            cluster.addEngine();
            assertThat(client.taskClient()
                            .runAndGet(Task.of("n = 6 * 7").pull("n"), Duration.ofMinutes(5))
                            .get("n"))
                    .isEqualTo(42);
            assertThat(ended.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anySatisfy(line -> assertThat(line).contains("ended a connection", "another node has made here"));
            // Akka tells that it cannot write what no node of ours would send; nobody has failed for that.
            assertThat(exceptions.lines())
                    .as("seed %d", seed)
                    .filteredOn(line -> !line.startsWith("akka.remote.artery.Encoder") && !line.contains("Refused"))
                    .isEmpty();
        } finally {
            tls.detachAppender(ended);
            kit.shutdownTestKit();
        }
    }
}
