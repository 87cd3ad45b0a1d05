package io.stoker.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import io.stoker.LoneCluster;
import io.stoker.Seeds;
import io.stoker.TestCluster;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.trust.Role;
import io.stoker.trust.TestKeys;
import io.stoker.wire.DroppedWatch;
import io.stoker.wire.NodeTls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A controller, engines and a client whose frames go by connections of their own, or would if these were not cut. */
class SocketLinksIT {
    private static final String COUNT = "System.properties.merge('%s.' + n, '1', { a, b -> a + b })";

    static LongStream seeds() {
        return Seeds.of(1);
    }

    private static LinkCounts counts(TestCluster.TestEngine engine) {
        ActorSystem<?> system = engine.node().system();
        return SocketLinks.of(system).counts();
    }

    private static void awaitConnected(TestCluster.TestEngine engine, int connections) {
        await().atMost(LoneCluster.LONG).until(() -> counts(engine).open() == connections);
    }

    private static TestCluster cluster(Map<String, ?> settings) {
        return TestCluster.start(0, settings, new MemoryStore(), ControllerListener.NONE);
    }

    /** Runs tasks that say how often each of them has run. */
    private static void runEachOnce(Stoker stoker, String name, int count) {
        TaskClient tasks = stoker.taskClient();
        List<CompletableFuture<TaskResult>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(tasks.runAndGetAsync(
                    Task.of(COUNT.formatted(name)).push("n", i).pull("n")));
        }
        for (int i = 0; i < count; i++) {
            TaskResult result = results.get(i).orTimeout(5, TimeUnit.MINUTES).join();
            assertThat(result.ns().get("n")).isEqualTo(i);
            assertThat(System.clearProperty(name + "." + i))
                    .as("task %s of %s", i, name)
                    .isEqualTo("1");
        }
    }

    @Test
    void shouldCarryTasksAndResultsByConnections() {
        try (TestCluster cluster = TestCluster.start(0)) {
            TestCluster.TestEngine engine = cluster.addEngine();
            Stoker stoker = cluster.connect(1);
            awaitConnected(engine, 1);
            long before = counts(engine).receivedBytes();

            TaskClient tasks = stoker.taskClient();
            IntStream.range(0, 200).forEach(i -> tasks.getTaskResult(tasks.run(Task.of("a=" + i))));

            assertThat(counts(engine).receivedBytes() - before).isGreaterThan(200 * 20);
        }
    }

    @Test
    void shouldRehearseAConnectionThatLeadsNowhere() {
        try (TestCluster cluster = TestCluster.start(0)) {
            TestCluster.TestEngine engine = cluster.addEngine();
            awaitConnected(engine, 1);
            assertThat(SocketLinks.of(engine.node().system()).rehearse()).succeedsWithin(LoneCluster.LONG);
            assertThat(counts(engine).open()).isEqualTo(1);
        }
    }

    @Test
    void shouldCarryLargeValuesByAConnectionOfTheirOwn() {
        try (TestCluster cluster = TestCluster.start(0)) {
            TestCluster.TestEngine engine = cluster.addEngine();
            Stoker stoker = cluster.connect(1);
            awaitConnected(engine, 1);
            TaskClient tasks = stoker.taskClient();
            byte[] large = new byte[8 << 20];
            new Random(7).nextBytes(large);
            for (int i = 0; i < 3; i++) {
                Task task = Task.of("y = x").push("x", large).pull("y");
                assertThat(tasks.getTaskResult(tasks.run(task)).ns().get("y")).isEqualTo(large);
                awaitConnected(engine, 2);
            }
            assertThat(counts(engine).receivedBytes()).isGreaterThan(16 << 20);
            assertThat(counts(engine).sentBytes()).isGreaterThan(16 << 20);
        }
    }

    @Test
    void shouldEndTheConnectionOfAnEngineWhoseCertificateIsRevoked() {
        try (TestCluster cluster = TestCluster.start(0)) {
            TestCluster.TestEngine engine = cluster.addEngine(Map.of(), TestKeys.own(Role.ENGINE, "lost"));
            runEachOnce(cluster.connect(1), "trusted", 10);
            awaitConnected(engine, 1);
            LinkCounts counts = counts(engine);
            NodeTls tls = NodeTls.of(engine.node().system());
            TestKeys.revoke(
                    Objects.requireNonNull(tls.tls()).current().identity().serial());

            await().atMost(LoneCluster.LONG).until(() -> counts.open() == 0);
            long received = counts.receivedBytes();
            TestCluster.TestEngine other = cluster.addEngine();
            runEachOnce(cluster.connect(1), "afterwards", 100);
            assertThat(counts(other).receivedBytes()).isPositive();
            assertThat(counts.open()).isZero();
            assertThat(counts.receivedBytes()).isEqualTo(received);
        }
    }

    @Test
    void shouldDoWithoutConnectionsWhereTheyCannotBeMade() throws IOException {
        Map<String, ?> blocked = Map.of("stoker.channel.advertise-port", FaultyProxy.freePort());
        try (TestCluster cluster = cluster(blocked)) {
            TestCluster.TestEngine engine = cluster.addEngine();
            runEachOnce(cluster.connect(1), "blocked", 300);
            assertThat(counts(engine).open()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldLoseAndDoubleNothingWhileConnectionsAreCut(long seed) throws IOException {
        Random random = new Random(seed);
        int port = FaultyProxy.freePort();
        long dropped = DroppedWatch.count();
        ScheduledExecutorService weather = Executors.newSingleThreadScheduledExecutor();
        try (FaultyProxy proxy = FaultyProxy.before(port);
                TestCluster cluster =
                        cluster(Map.of("stoker.channel.port", port, "stoker.channel.advertise-port", proxy.port()))) {
            TestCluster.TestEngine engine = cluster.addEngine();
            cluster.addEngine();
            Stoker stoker = cluster.connect(2);
            awaitConnected(engine, 1);
            var unused = weather.scheduleWithFixedDelay(
                    () -> {
                        proxy.delay(random.nextInt(3) * 20);
                        proxy.cut();
                    },
                    100,
                    400,
                    TimeUnit.MILLISECONDS);
            for (int round = 0; round < 4; round++) {
                runEachOnce(stoker, "cut" + round, 1_000);
                byte[] large = new byte[1 << 20];
                random.nextBytes(large);
                TaskClient tasks = stoker.taskClient();
                Task task = Task.of("y = x").push("x", large).pull("y");
                assertThat(tasks.getTaskResult(tasks.run(task)).ns().get("y")).isEqualTo(large);
            }
            weather.shutdownNow();
            proxy.delay(0);
            awaitConnected(engine, 2);
            assertThat(DroppedWatch.count()).isEqualTo(dropped);
        } finally {
            weather.shutdownNow();
        }
    }

    @Test
    void shouldGiveUpAConnectionThatLeadsNowhere() throws IOException {
        int port = FaultyProxy.freePort();
        try (FaultyProxy proxy = FaultyProxy.before(port);
                TestCluster cluster =
                        cluster(Map.of("stoker.channel.port", port, "stoker.channel.advertise-port", proxy.port()))) {
            TestCluster.TestEngine engine = cluster.addEngine();
            Stoker stoker = cluster.connect(1);
            awaitConnected(engine, 1);
            runEachOnce(stoker, "before", 100);

            proxy.swallow(true, true);
            runEachOnce(stoker, "both", 100);
            assertThat(counts(engine).open()).isZero();
            proxy.swallow(false, false);
            proxy.cut(); // those that wait for an answer to their first word
            awaitConnected(engine, 1);

            proxy.swallow(true, false);
            runEachOnce(stoker, "there", 100);
            proxy.swallow(false, false);
            proxy.cut();
            awaitConnected(engine, 1);

            proxy.swallow(false, true);
            runEachOnce(stoker, "back", 100);
        }
    }
}
