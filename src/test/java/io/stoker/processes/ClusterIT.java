package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.ExplainMode;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Attempt;
import io.stoker.task.EngineInfo;
import io.stoker.task.Explanation;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.RecordValue;
import io.stoker.task.RunningAttempt;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A launcher, a controller and two engines as processes, of which engines are killed and frozen. What becomes of it
 * when the controller is, {@link ControllerLossIT} shows.
 */
class ClusterIT {
    private static final int ENGINES = 2;

    private static RealCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        cluster = new RealCluster();
        cluster.start(
                "cluster",
                "-n",
                String.valueOf(ENGINES),
                "--port",
                "0",
                "--management-port",
                "0",
                "--class-path",
                CompiledJar.write(cluster.home().resolve("acme.jar"), "com.acme.Pricer", """
                                package com.acme;

                                public class Pricer {
                                    public record Quote(String name, double price) {}

                                    public static Quote doubled(Quote quote) {
                                        return new Quote(quote.name(), quote.price() * 2);
                                    }
                                }
                                """)
                        .toString());
        stoker = cluster.connect();
        tc = stoker.taskClient();
    }

    @AfterAll
    static void stop() {
        stoker.close();
        cluster.close();
    }

    @BeforeEach
    void allEnginesAreHere() {
        stoker.waitForEngines(ENGINES, SOON);
    }

    private static EngineInfo runningOn(long task) {
        await().atMost(SOON).until(() -> tc.queueStatus(true).ids().pending().contains(task));
        await().atMost(SOON).until(() -> stoker.engines().stream().anyMatch(engine -> engine.held() == 1));
        return stoker.engines().stream()
                .filter(engine -> engine.held() == 1)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsLostWhenAnEngineIsKilledInAFlood() {
        long before = tc.queueStatus().succeeded();
        long[] ids = tc.runAll(Collections.nCopies(120, Task.of("sleep(15)")));
        await().atMost(SOON).until(() -> tc.queueStatus().succeeded() - before > 30);
        EngineInfo victim = stoker.engines().get(0);
        RealCluster.signal("KILL", RealCluster.process(victim));
        tc.barrier(SOON, ids);
        assertThat(tc.queueStatus().succeeded() - before).isEqualTo(120);
        assertThat(LongStream.of(ids).mapToObj(id -> tc.getTaskResult(id, SOON)))
                .allMatch(result -> result.failure() == null);
        List<EngineInfo> after = stoker.waitForEngines(ENGINES, SOON);
        assertThat(after).extracting(EngineInfo::id).contains(victim.id());
        assertThat(after).extracting(EngineInfo::instance).doesNotContain(victim.instance());
        assertCodeOfTheClassPathIsOnAllEngines();
    }

    private record Offer(String name, double price) {}

    /** Also on those that were started in the place of others. */
    private static void assertCodeOfTheClassPathIsOnAllEngines() {
        String source =
                "import com.acme.Pricer; sleep(20); q = Pricer.doubled(new Pricer.Quote('tea', 3.5)); e = stoker.engineId()";
        long[] ids = tc.runAll(Collections.nCopies(30, Task.of(source).pull("q", "e")));
        List<TaskResult> pulled =
                LongStream.of(ids).mapToObj(id -> tc.getTaskResult(id, SOON)).toList();
        assertThat(pulled)
                .extracting(one -> one.get("q"))
                .allMatch(q -> "Quote[name=tea, price=7.0]".equals(q.toString()));
        assertThat(pulled.stream().map(one -> one.get("e")).distinct()).hasSize(ENGINES);
        Task call = Task.callStatic("com.acme.Pricer", "doubled", new Offer("tea", 3.5));
        Object returned = tc.getTaskResult(tc.run(call), SOON).value();
        assertThat(((RecordValue) returned).as(Offer.class)).isEqualTo(new Offer("tea", 7));
    }

    @Test
    void aTaskWhoseEngineIsKilledIsRunElsewhereAloneAndSaysSo() throws IOException {
        Path pids = cluster.home().resolve("pids");
        String source = """
                file = new File(pids)
                beside = file.exists() && ProcessHandle.of(file.text as long).flatMap { it.info().command() }.isPresent()
                file.text = ['sh', '-c', '(setsid sleep 600 >/dev/null & echo $!)'].execute().text.trim()
                sleep(4_000)
                a = 1
                """;
        long id = tc.run(Task.of(source).push("pids", pids.toString()).pull("a", "beside"));
        EngineInfo victim = runningOn(id);
        await().atMost(SOON).until(() -> Files.exists(pids) && Files.size(pids) > 0);
        RealCluster.signal("KILL", RealCluster.process(victim));
        TaskResult result = tc.getTaskResult(id, SOON);
        assertThat(result.get("a")).isEqualTo(1);
        assertThat(result.get("beside"))
                .as("a process of the first attempt runs beside the second")
                .isEqualTo(false);
        assertLostAndRunAgain(result);
        assertThat(result.attempts().get(0).evidence())
                .contains("engine " + victim.id())
                .contains("SIGKILL");
        ProcessHandle.of(Long.parseLong(Files.readString(pids).strip())).ifPresent(ProcessHandle::destroy);
    }

    /** On a machine that is far too busy, an engine that is well may be suspected, too. */
    private static void assertLostAndRunAgain(TaskResult result) {
        assertThat(result.attempts())
                .extracting(Attempt::outcome)
                .startsWith(Outcome.LOST)
                .endsWith(Outcome.SUCCEEDED)
                .containsOnlyOnce(Outcome.SUCCEEDED);
    }

    private static RunningAttempt startedAttempt(long task, int number) {
        await().atMost(SOON).until(() -> {
            RunningAttempt running = tc.explain(task).running();
            return running != null && running.number() >= number && running.started() > 0;
        });
        return Objects.requireNonNull(tc.explain(task, ExplainMode.WITH_STACK).running());
    }

    @Test
    void aTaskInABusyLoopIsExplainedWithWhatItPrintsAndItsStack() {
        long id = tc.run(Task.of("println 'begun'; x = 0L; while (true) { x++ }"));
        try {
            await().atMost(SOON).until(() -> !startedAttempt(id, 1).stdout().isEmpty());
            assertThat(tc.explain(id, ExplainMode.WITH_STACK).toString())
                    // Which engine it is may change, if this machine is so busy that one is taken for silent.
                    .containsPattern("task " + id + " \\(RUNNING\\) runs on engine [01] \\(pid [0-9]+ ")
                    .contains("    | begun", "    RUNNABLE", "at Task" + id + ".run(Task" + id + ".groovy:1)");
        } finally { // or no other test has this engine
            tc.abort(id, TaskClient.AbortMode.INTERRUPT);
        }
        tc.barrier(SOON, id);
    }

    @Test
    void aTaskThatMustRunAtMostOnceIsNotRunAgain() {
        long id = tc.run(Task.of("sleep(60_000)").atMostOnce());
        RealCluster.signal("KILL", RealCluster.process(runningOn(id)));
        TaskResult result = tc.getTaskResult(id, SOON);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        assertThat(result.attempts()).hasSize(1);
    }

    @Test
    void aTaskThatKillsEveryEngineFailsAfterThreeLossesAndTheOthersLiveOn() {
        long killer = tc.run(Task.of("jvm = Runtime.runtime; jvm.halt(42)"));
        long[] bystanders = tc.runAll(Collections.nCopies(30, Task.of("sleep(20)")));
        TaskResult result = tc.getTaskResult(killer, SOON);
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().kind()).isEqualTo(Failure.Kind.ENGINE_LOST);
        assertThat(result.failure().text()).contains("attempt 3").contains("code 42");
        assertThat(result.attempts()).hasSizeGreaterThanOrEqualTo(3).allMatch(a -> a.outcome() == Outcome.LOST);
        Explanation explanation = tc.explain(killer);
        assertThat(explanation.attempts()).isEqualTo(result.attempts());
        assertThat(explanation.toString().lines().filter(line -> line.contains(": lost after ")))
                .hasSize(result.attempts().size());
        tc.barrier(SOON, bystanders);
        assertThat(LongStream.of(bystanders).mapToObj(id -> tc.getTaskResult(id, SOON)))
                .allMatch(one -> one.failure() == null);
    }

    @Test
    void aFrozenEngineCostsARerunAndNeverASecondResultAndComesBackByItself() {
        long id = tc.run(
                Task.of("sleep(2_000); a = ProcessHandle.current().pid()").pull("a"));
        EngineInfo frozen = runningOn(id);
        ProcessHandle process = RealCluster.process(frozen);
        long stopped = System.nanoTime();
        RealCluster.signal("STOP", process);
        TaskResult result = tc.getTaskResult(id, SOON);
        await().atMost(SOON)
                .until(() ->
                        System.nanoTime() - stopped > Duration.ofSeconds(10).toNanos());
        RealCluster.signal("CONT", process);
        assertThat(result.get("a")).isNotEqualTo(process.pid());
        assertLostAndRunAgain(result);
        await().atMost(SOON)
                .until(() -> stoker.engines().stream()
                        .anyMatch(engine -> engine.instance().equals(frozen.instance()) && !engine.suspected()));
        assertThat(process.isAlive()).isTrue();
        await().atMost(SOON).until(() -> processesOf(30).contains(process.pid()));
        assertThat(tc.getTaskResult(id, SOON).get("a")).isEqualTo(result.get("a"));
    }

    private static Set<Object> processesOf(int tasks) {
        long[] ids = tc.runAll(Collections.nCopies(
                tasks, Task.of("sleep(20); a = ProcessHandle.current().pid()").pull("a")));
        Set<Object> processes = new HashSet<>();
        LongStream.of(ids)
                .forEach(id -> processes.add(tc.getTaskResult(id, SOON).get("a")));
        return processes;
    }

    @Test
    void aDozenAttemptsOfAnEndlessLoopLeaveTheEnginesServing() {
        for (int i = 0; i < 4; i++) {
            long id = tc.run(Task.of("while (true) {}"));
            runningOn(id);
            tc.abort(id, TaskClient.AbortMode.INTERRUPT);
            tc.barrier(SOON, id);
        }
        assertThat(stoker.engines()).hasSize(ENGINES).noneMatch(EngineInfo::suspected);
    }
}
