package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.store.MemoryStore;
import io.stoker.store.Weather;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A controller's actor and a store that does not come back, or results that cannot be brought. */
class FaultyStoreTest {
    private static final TaskSpec SPEC = new TaskSpec("", Map.of(), List.of(), TaskOptions.NONE);

    private static ActorTestKit kit;

    private final TestProbe<ToClient> client = kit.createTestProbe(ToClient.class);
    private final LinkedBlockingQueue<String> stuck = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        kit = LoneCluster.start("controller", Map.of());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private ActorRef<Object> controller(Weather weather, String commitTimeout) {
        ControllerListener listener = new ControllerListener() {
            @Override
            public void stuck(String reason) {
                stuck.add(reason);
            }
        };
        ControllerSettings settings =
                ControllerSettings.from(WireConfig.load(Map.of("stoker.commit-timeout", commitTimeout)));
        ActorRef<Object> controller = kit.spawn(Controller.create(settings, new MemoryStore(weather), listener));
        TestProbe<ToClient> answers = kit.createTestProbe(ToClient.class);
        await().atMost(LONG).untilAsserted(() -> {
            controller.tell(new ToController.AskStatus(0, answers.ref()));
            answers.expectMessageClass(ToClient.StatusAnswer.class, Duration.ofSeconds(1));
        });
        return controller;
    }

    private void submit(ActorRef<Object> controller, long key) {
        controller.tell(new ToController.Submit("s", 0, key, List.of(SPEC), client.ref()));
    }

    @Test
    void aCommitThatNeverEndsIsGivenUpWithTheReason() throws InterruptedException {
        ActorRef<Object> controller = controller(write -> new CompletableFuture<>(), "200ms");
        submit(controller, 1);
        assertThat(stuck.poll(LONG.toSeconds(), TimeUnit.SECONDS)).contains("stoker.commit-timeout", "hangs");
        kit.stop(controller);
    }

    @Test
    void aClientWhoseResultsCannotBeBroughtIsToldToAskAgainAndTheOthersAreServed() {
        ActorRef<Object> controller = controller(Weather.FAIR, "2m");
        controller.tell(new ToController.Watch(1, new long[] {5, 5}, false, client.ref()));
        assertThat(client.receiveMessage(LONG)).isInstanceOf(ToClient.Watching.class);
        ToClient.Results results = client.expectMessageClass(ToClient.Results.class, LONG);
        ActorRef<Object> delivery = results.from().unsafeUpcast();
        delivery.tell(new Delivery.Fetch(null, false)); // which it fails with
        client.fishForMessage(
                LONG,
                message -> message instanceof ToClient.WatchAgain
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
        client.expectTerminated(delivery, LONG);
        controller.tell(new ToController.Watch(2, new long[] {6, 6}, false, client.ref()));
        assertThat(client.receiveMessage(LONG)).isEqualTo(new ToClient.Watching(2));
        assertThat(client.expectMessageClass(ToClient.Results.class, LONG).unknown())
                .extracting(ToClient.Unknown::first)
                .containsExactly(6L);
        kit.stop(controller);
    }
}
