package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.store.CommitFaults;
import io.stoker.store.DamagedException;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.store.StoreException;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.WireConfig;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A controller's actor and a store that does not come back, or results that cannot be brought. */
class FaultyStoreTest {
    private static final TaskSpec SPEC = TestTasks.spec("");

    private static ActorTestKit kit;

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

    private ActorRef<Object> controller(CommitFaults commitFaults, String commitTimeout) {
        ControllerSettings settings =
                ControllerSettings.from(WireConfig.load(Map.of("stoker.commit-timeout", commitTimeout)));
        ActorRef<Object> controller = kit.spawn(Controller.create(settings, new MemoryStore(commitFaults), listener));
        FakeClient.awaitServing(kit, controller);
        return controller;
    }

    /** Waits until a member is told to wait for this reason. */
    private static void awaitReason(ActorRef<Object> controller, String reason) {
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        await().atMost(LONG).untilAsserted(() -> {
            controller.tell(Passes.heartbeat(kit, TestSecrets.claim(), List.of(), member.ref()));
            assertThat(member.expectMessageClass(ToMember.Wait.class).reason()).contains(reason);
        });
    }

    /** A store that is found damaged whenever it is opened while {@code isDamaged} is set. */
    private static LedgerStore store(CommitFaults commitFaults, AtomicBoolean isDamaged) {
        LedgerStore real = new MemoryStore(commitFaults);
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
        LedgerStore store = store(CommitFaults.FAIR, new AtomicBoolean(true));
        ActorRef<Object> controller = kit.spawn(Controller.create(settings, store, listener));
        assertThat(damaged.poll(LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo("the ledger cannot be opened: page 7 is damaged");
        awaitReason(controller, "page 7 is damaged");
        kit.stop(controller);
    }

    @Test
    void aControllerThatHasServedStaysToTellItsClientsThatTheLedgerIsDamaged() {
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        AtomicBoolean isDamaged = new AtomicBoolean();
        CommitFaults storm = write -> CompletableFuture.failedFuture(new StoreException("a commit has failed"));
        ActorRef<Object> controller = kit.spawn(Controller.create(settings, store(storm, isDamaged), listener));
        FakeClient.awaitServing(kit, controller);
        isDamaged.set(true);
        submit(controller);
        awaitReason(controller, "page 7 is damaged");
        assertThat(damaged).isEmpty();
        kit.stop(controller);
    }

    private void submit(ActorRef<Object> controller) {
        FakeClient client = new FakeClient(kit, controller, 1, "s");
        client.send(new ToController.Submit(0, 1, false, List.of(SPEC)));
    }

    @Test
    void aCommitThatNeverEndsIsGivenUpWithTheReason() throws InterruptedException {
        ActorRef<Object> controller = controller(write -> new CompletableFuture<>(), "200ms");
        submit(controller);
        assertThat(stuck.poll(LONG.toSeconds(), TimeUnit.SECONDS)).contains("stoker.commit-timeout", "hangs");
        kit.stop(controller);
    }

    @Test
    void whatIsMalformedIsNoReasonToBeginAgainWhileTheLedgerIsBeingOpened() {
        AtomicInteger openings = new AtomicInteger();
        LedgerStore slow = (LedgerStore) Proxy.newProxyInstance(
                FaultyStoreTest.class.getClassLoader(),
                new Class<?>[] {LedgerStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        openings.incrementAndGet();
                        return new CompletableFuture<>();
                    }
                    return Optional.empty(); // the trouble there is
                });
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        ActorRef<Object> controller = kit.spawn(Controller.create(settings, slow, listener));
        controller.tell(new ToController.Submit(0, 1, false, null));
        awaitReason(controller, "is being opened");
        assertThat(openings).hasValue(1);
        kit.stop(controller);
    }
}
