package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.store.MemoryStore;
import io.stoker.task.TestTasks;
import io.stoker.wire.Proofs;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.WireConfig;
import io.stoker.wire.link.Guests;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a controller's actor tells its metrics. */
class ControllerMetricsTest {
    private final MemoryStore store = new MemoryStore();
    private final CountedMetrics metrics = new CountedMetrics();
    private ActorTestKit kit;
    private ActorRef<Object> controller;
    private FakeClient client;

    @BeforeEach
    void start() {
        kit = LoneCluster.start("controller", Map.of());
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of("stoker.max-open-tasks", 2)));
        controller = kit.spawn(Controller.create(
                settings,
                store,
                ControllerListener.NONE,
                new Surroundings(new FailureHistory(), Proofs.NONE, Audit.NONE, metrics, () -> "", Guests.NONE)));
        FakeClient.awaitServing(kit, controller);
        client = new FakeClient(kit, controller, 1, "one");
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
    }

    private void submit(long key, int count) {
        client.send(new ToController.Submit(0, key, false, Collections.nCopies(count, TestTasks.spec(""))));
    }

    @Test
    void shouldTellWhenItServes() {
        assertThat(metrics.take()).startsWith("stands by", "serves").doesNotContain("accepted 1");
        assertThat(metrics.tasks).isEqualTo("0 0 0 0 0");
        assertThat(metrics.engines).isEqualTo("0 0");
    }

    @Test
    void shouldTellOfEachTaskOnce() {
        submit(1, 2);
        client.receive(ToClient.Accepted.class);
        submit(1, 2);
        client.receive(ToClient.Accepted.class);
        client.send(new ToController.Abort(0, 3, 0, false));
        client.receive(ToClient.Aborting.class);

        assertThat(metrics.take())
                .filteredOn(line -> line.matches("(accepted|finished|refused).*"))
                .containsExactly("accepted 2", "finished ABORTED 0");
        assertThat(metrics.tasks).isEqualTo("1 0 0 0 1");
    }

    @Test
    void shouldTellOfRefusedSubmissions() {
        submit(1, 3);
        client.receive(ToClient.Refused.class);

        assertThat(metrics.take()).contains("refused 3 LEDGER_FULL").doesNotContain("accepted 3");
    }

    @Test
    void shouldTellWhatTheChannelsOfSessionsCarryAlsoWhenTheyAreOver() {
        submit(1, 1);
        client.receive(ToClient.Accepted.class);
        await().atMost(LONG).until(() -> metrics.sentToClients > 0 && metrics.receivedFromClients > 0);
        assertThat(metrics.sessions).as("of clients on other nodes").isZero();
        long received = metrics.receivedFromClients;

        client.stop();

        client = new FakeClient(kit, controller, 1, "two");
        submit(1, 1);
        client.receive(ToClient.Accepted.class);
        await().atMost(LONG).until(() -> metrics.receivedFromClients > received);
    }
}
