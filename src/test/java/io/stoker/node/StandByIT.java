package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import io.stoker.client.ReflectiveProgram;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.TaskHandle;
import io.stoker.client.TestConnect;
import io.stoker.controller.ControllerListener;
import io.stoker.engine.EngineProcess;
import io.stoker.engine.FakeCallbacks;
import io.stoker.store.SharedLedger;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.StokerCallable;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import io.stoker.trust.TestKeys;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import io.stoker.wire.WireConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers on one ledger: one serves, the other stands by in its cluster. */
class StandByIT {
    private static final String HOST = "127.0.0.1";
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final Config config = WireConfig.load(Map.of());
    private final SharedLedger ledger = new SharedLedger(LEASE);
    private final SharedLedger.View firstView = ledger.view();
    private final SharedLedger.View secondView = ledger.view();
    private ControllerNode first;
    private ControllerNode second;
    private Membership engineNode;
    private EngineProcess engine;

    @BeforeEach
    void start() {
        first = controller(firstView);
        second = controller(secondView);
        engineNode = Membership.start(
                WireConfig.node(config, "engine", HOST, 0, TestKeys.engine()),
                Stream.of(first, second)
                        .flatMap(node -> WireConfig.seeds(HOST, node.port()).stream())
                        .toList());
        engine = EngineProcess.start(config, InstanceKey.random(), 0, EngineProperties.NONE, new FakeCallbacks());
        engine.join(engineNode);
    }

    @AfterEach
    void stop() {
        engine.close();
        engineNode.close();
        first.close();
        second.close();
    }

    private ControllerNode controller(SharedLedger.View view) {
        return ControllerNode.start(config, HOST, 0, null, TestKeys.controller(), view, ControllerListener.NONE);
    }

    private static Stoker connect(ControllerNode node) {
        return TestConnect.to(HOST, node.port(), Map.of("stoker.client.connect-timeout", "5m"));
    }

    @Test
    void whoConnectsToTheOneThatStandsByIsServedByTheOther() {
        try (Stoker stoker = connect(second)) {
            stoker.waitForEngines(1, SOON);
            assertThat(stoker.taskClient()
                            .runAndGet(Task.of("a = 1").pull("a"), SOON)
                            .get("a"))
                    .isEqualTo(1);
        }
    }

    @Test
    void theOneThatStandsByTakesOverWhereTheOtherHasEnded() {
        try (Stoker stoker = connect(first)) {
            stoker.waitForEngines(1, SOON);
            TaskClient tc = stoker.taskClient();
            long running = tc.run(Task.of("sleep(3_000)\na = 1").pull("a"));
            long[] queued = tc.runAll(IntStream.range(0, 100)
                    .mapToObj(i -> Task.of("").push("i", i).pull("i"))
                    .toList());
            CompletableFuture<TaskResult> last = tc.getTaskResultAsync(queued[99]);
            await().atMost(SOON).until(() -> isUp(second)); // this client knows no other address of it
            first.close();
            TaskResult result = tc.getTaskResult(running, SOON);
            assertThat(result.get("a")).isEqualTo(1);
            assertThat(result.attempts()).hasSize(1);
            assertThat(result.engineId()).isZero();
            for (int i = 0; i < queued.length; i++) {
                assertThat(tc.getTaskResult(queued[i], SOON).get("i")).isEqualTo(i);
            }
            assertThat(last.join().get("i")).isEqualTo(99);
            assertThat(tc.run(Task.of("b = 2"))).isEqualTo(101);
        }
    }

    @Test
    void theOneThatTakesOverPassesQuestionsForCodeOn() throws Exception {
        Path file = directory.resolve("now");
        ClassLoader program = ReflectiveProgram.loader(ReflectiveProgram.compile(directory, "one"));
        StokerCallable<Object> seeking = ReflectiveProgram.function(program, "named", "com.acme.Hid", "den");
        try (Stoker stoker = connect(first)) {
            stoker.waitForEngines(1, SOON);
            TaskHandle<Object> handle =
                    stoker.taskClient().submit(ReflectiveProgram.function(program, "later", file.toString(), seeking));
            await().atMost(SOON).until(() -> handle.state() == TaskState.RUNNING);
            await().atMost(SOON).until(() -> isUp(second)); // this client knows no other address of it
            first.close();
            stoker.taskClient().run(Task.of("a = 1"), SOON); // the other one serves
            stoker.waitForEngines(1, SOON);
            Files.createFile(file);
            assertThat(handle.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("one");
            assertThat(handle.result().attempts()).hasSize(1);
        }
    }

    @Test
    void oneThatLosesItsLeaseStandsByAndMayServeAgainLater() {
        try (Stoker stoker = connect(first)) {
            stoker.waitForEngines(1, SOON);
            TaskClient tc = stoker.taskClient();
            firstView.cut(true);
            CompletableFuture<Long> id = tc.runAsync(Task.of("a = 1"));
            assertThat(id.join()).isZero();
            firstView.cut(false);
            tc.getTaskResult(0, SOON);
            second.close();
            assertThat(tc.run(Task.of("a = 2"), SOON)).isEqualTo(1);
            assertThat(tc.getTaskResult(1, SOON).attempts()).hasSize(1);
        }
    }

    @Test
    void whoeverComesLaterFindsTheClusterByEitherOfThem() {
        first.close();
        try (Stoker stoker = connect(second)) {
            stoker.waitForEngines(1, SOON);
            try (ControllerNode third = controller(ledger.view());
                    Stoker late = connect(third)) {
                assertThat(late.engines()).isEqualTo(stoker.engines());
                // So that everybody knows of it: those who do not could not follow when the second goes.
                await().atMost(SOON).until(() -> isUp(third));
                second.close();
                List<Long> ids = List.of(
                        stoker.taskClient().run(Task.of("a = 1"), SOON),
                        late.taskClient().run(Task.of("a = 2"), SOON));
                assertThat(ids).containsExactlyInAnyOrder(0L, 1L);
            }
        }
    }

    @Test
    void whoLosesItsClusterWhileNobodyServesJoinsThroughTheOneThatStoodBy() {
        Membership node = Membership.start(
                WireConfig.node(config, "engine", HOST, 0, TestKeys.engine()), WireConfig.seeds(HOST, first.port()));
        EngineProcess other =
                EngineProcess.start(config, InstanceKey.random(), 0, EngineProperties.NONE, new FakeCallbacks());
        other.join(node);
        try (Stoker stoker = connect(second)) {
            stoker.waitForEngines(2, SOON);
            await().atMost(SOON).until(() -> knows(node, second));
            firstView.cut(true); // so that the lease is not given back
            first.close();
            node.system().terminate();
            await().atMost(SOON)
                    .until(() -> stoker.engines(SOON).stream()
                            .anyMatch(info -> info.instance().equals(other.instance()) && isAt(info, node)));
        } finally {
            other.close();
            node.close();
        }
    }

    private static boolean isAt(EngineInfo engine, Membership node) {
        Address now = Cluster.get(node.system()).selfMember().address();
        return engine.address().equals(now.toString());
    }

    private static boolean knows(Membership node, ControllerNode controller) {
        return controllers(node).anyMatch(member -> isAt(member, controller));
    }

    /** Nobody is up before everybody has heard of it. */
    private boolean isUp(ControllerNode controller) {
        return controllers(engineNode)
                .anyMatch(member -> isAt(member, controller) && member.status().equals(MemberStatus.up()));
    }

    private static Stream<Member> controllers(Membership node) {
        return StreamSupport.stream(
                Cluster.get(node.system()).state().getMembers().spliterator(), false);
    }

    private static boolean isAt(Member member, ControllerNode controller) {
        return member.address().getPort().equals(Optional.of(controller.port()));
    }

    @Test
    void oneThatIsStartedAgainAtItsOldAddressWaitsForItsOldLeaseAndServesIfNobodyStandsBy() {
        second.close();
        int port = first.port();
        firstView.cut(true); // so that the lease is not given back
        first.close();
        first = ControllerNode.start(
                config, HOST, port, null, TestKeys.controller(), ledger.view(), ControllerListener.NONE);
        try (Stoker stoker = connect(first)) {
            stoker.waitForEngines(1, SOON);
            assertThat(stoker.taskClient().run(Task.of("a = 1"), SOON)).isZero();
        }
    }
}
