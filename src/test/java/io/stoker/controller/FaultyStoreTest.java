package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.store.DamagedException;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.store.StoreException;
import io.stoker.store.Weather;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.WireConfig;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A controller's actor and a store that does not come back, or results that cannot be brought. */
class FaultyStoreTest {
    private static final TaskSpec SPEC = new TaskSpec("", Map.of(), List.of(), TaskOptions.NONE);

    private static ActorTestKit kit;

    private final TestProbe<ToClient> client = kit.createTestProbe(ToClient.class);
    private final LinkedBlockingQueue<String> stuck = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> damaged = new LinkedBlockingQueue<>();
    private final ControllerListener listener = new ControllerListener() {
        @Override
        public void stuck(String reason) {
            stuck.add(reason);
        }

        @Override
        public void damaged(String reason) {
            damaged.add(reason);
        }
    };

    @BeforeAll
    static void start() {
        kit = LoneCluster.start("controller", Map.of());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private ActorRef<Object> controller(Weather weather, String commitTimeout) {
        ControllerSettings settings =
                ControllerSettings.from(WireConfig.load(Map.of("stoker.commit-timeout", commitTimeout)));
        ActorRef<Object> controller = kit.spawn(Controller.create(settings, new MemoryStore(weather), listener));
        awaitService(controller);
        return controller;
    }

    private static void awaitService(ActorRef<Object> controller) {
        TestProbe<ToClient> answers = kit.createTestProbe(ToClient.class);
        await().atMost(LONG).untilAsserted(() -> {
            controller.tell(new ToController.AskStatus(0, answers.ref()));
            answers.expectMessageClass(ToClient.StatusAnswer.class, Duration.ofSeconds(1));
        });
    }

    /** A store that is found damaged whenever it is opened while {@code isDamaged} is set. */
    private static LedgerStore store(Weather weather, AtomicBoolean isDamaged) {
        LedgerStore real = new MemoryStore(weather);
        return (LedgerStore) Proxy.newProxyInstance(
                FaultyStoreTest.class.getClassLoader(),
                new Class<?>[] {LedgerStore.class},
                (proxy, method, arguments) -> method.getName().equals("open") && isDamaged.get()
                        ? CompletableFuture.failedStage(new DamagedException("page 7 is damaged", new Exception()))
                        : method.invoke(real, arguments));
    }

    @Test
    void whoStartsAControllerIsToldThatItsLedgerIsDamaged() throws InterruptedException {
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        LedgerStore store = store(Weather.FAIR, new AtomicBoolean(true));
        ActorRef<Object> controller = kit.spawn(Controller.create(settings, store, listener));
        assertThat(damaged.poll(LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo("the ledger cannot be opened: page 7 is damaged");
        submit(controller, 1);
        assertThat(client.expectMessageClass(ToClient.Refused.class, LONG).message())
                .contains("page 7 is damaged");
        kit.stop(controller);
    }

    @Test
    void aControllerThatHasServedStaysToTellItsClientsThatTheLedgerIsDamaged() {
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        AtomicBoolean isDamaged = new AtomicBoolean();
        Weather storm = write -> CompletableFuture.failedFuture(new StoreException("a commit has failed"));
        ActorRef<Object> controller = kit.spawn(Controller.create(settings, store(storm, isDamaged), listener));
        awaitService(controller);
        isDamaged.set(true);
        submit(controller, 1);
        client.fishForMessage(LONG, message -> {
            submit(controller, 1);
            return message instanceof ToClient.Refused refused
                            && refused.message().contains("page 7 is damaged")
                    ? FishingOutcomes.complete()
                    : FishingOutcomes.continueAndIgnore();
        });
        assertThat(damaged).isEmpty();
        kit.stop(controller);
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
