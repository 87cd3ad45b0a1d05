package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.EngineInfo;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One engine in a JVM of its own, with a prelude, and tasks that do to it what they can. */
class RobustnessIT {
    @TempDir
    private static Path folder;

    private static RealCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    private EngineInfo engine;

    @BeforeAll
    static void start() throws Exception {
        Path prelude = Files.writeString(
                folder.resolve("prelude.groovy"),
                "import java.util.concurrent.*\ndef twice(x) { \"${x}$x\" + given }\nstoker.properties.ready = \"yes\"\n");
        cluster = new RealCluster();
        cluster.start(
                "cluster",
                "-n",
                "1",
                "--port",
                "0",
                "--management-port",
                "0",
                "--engine-heap",
                "128m",
                "--prelude",
                prelude.toString(),
                "-Dstoker.prelude-values.given=!",
                "-Dstoker.engine.interrupt-grace=2s");
        stoker = cluster.connect();
        tc = stoker.taskClient();
    }

    @AfterAll
    static void stop() {
        stoker.close();
        cluster.close();
    }

    @BeforeEach
    void theEngineIsHere() {
        engine = stoker.waitForEngines(1, SOON).get(0);
    }

    private static TaskResult result(String source) {
        return tc.getTaskResult(tc.run(Task.of(source)), SOON);
    }

    /** The same JVM as before the test goes on as if nothing had happened. */
    private void assertUnharmed() {
        TaskResult after = tc.getTaskResult(
                tc.run(Task.of("a = twice('x'); pid = ProcessHandle.current().pid()")
                        .pull("a", "pid")),
                SOON);
        assertThat(after.get("a")).isEqualTo("xx!");
        assertThat(after.get("pid")).isEqualTo(engine.properties().get("pid"));
        assertThat(stoker.engines()).hasSize(1).noneMatch(EngineInfo::suspected);
    }

    private static void awaitRunning(long task) {
        await().atMost(SOON).until(() -> tc.queueStatus(true).ids().pending().contains(task));
    }

    @Test
    void thePreludeHasRunInEveryEngineAndSetItsProperties() {
        assertThat(engine.properties().get("ready")).isEqualTo("yes");
        assertUnharmed();
    }

    @Test
    void anExitIsRefused() {
        TaskResult result = result("println 'before'\nSystem.exit(1)");
        assertThat(result.failure()).isNotNull();
        assertThat(result.failure().line()).isEqualTo(2);
        assertThat(result.failure().text()).contains("a task cannot end its engine");
        assertThat(result.attempts()).hasSize(1);
        assertUnharmed();
    }

    @Test
    void runningOutOfStackAndHeapFailsTheTask() {
        assertThat(result("def f(n) { 1 + f(n + 1) }\nf(0)").failure())
                .extracting(Failure::type)
                .isEqualTo("java.lang.StackOverflowError");
        assertThat(result("kept = []\nwhile (true) { kept << new long[1_000_000] }")
                        .failure())
                .extracting(Failure::type)
                .isEqualTo("java.lang.OutOfMemoryError");
        assertThat(result("full = kept.size()").failure())
                .as("what filled the heap is gone")
                .extracting(Failure::type)
                .isEqualTo("groovy.lang.MissingPropertyException");
        TaskResult aside =
                result("Thread.start { l = []; while (true) { l << new long[1_000_000] } }.join(); l = null");
        assertThat(aside.failure()).isNull();
        assertThat(aside.stderr()).contains("java.lang.OutOfMemoryError");
        assertUnharmed();
    }

    @Test
    void aResultThatTheHeapHasNoRoomToCopyFailsTheTask() {
        TaskResult result = tc.getTaskResult(
                tc.run(Task.of("b = new byte[60_000_000]").pull("b").clearAfter()), SOON);
        assertThat(result.failure())
                .extracting(Failure::text)
                .isEqualTo(
                        "java.lang.OutOfMemoryError: cannot pull 'b': the engine's heap is too small for it and its copy"
                                + "\n  the engine's namespace was cleared, to free its heap for the next task");
        assertUnharmed();
    }

    @Test
    void aGigabyteOfOutputIsItsTail() {
        TaskResult result = result("line = 'x' * 1023\n(1 << 20).times { println line }\nprintln 'end'");
        assertThat(result.failure()).isNull();
        assertThat(result.stdout())
                .startsWith("… 1,073,")
                .contains(" bytes before this were dropped …")
                .endsWith("xxx\nend\n");
        assertThat(result.stdout().length()).isLessThanOrEqualTo(64 << 10);
        assertUnharmed();
    }

    @Test
    void theProcessesOfATaskEndWithItWhenItIsInterrupted() throws Exception {
        Path pids = folder.resolve("pids");
        String source = """
                def sleepers = '(sleep 600 & echo $!; setsid sleep 600 & echo $!) >"$1"; trap : TERM; while :; do sleep 10; done'
                ['sh', '-c', sleepers, 'sh', pids].execute().waitFor()
                """;
        long task = tc.run(Task.of(source).push("pids", pids.toString()));
        await().atMost(SOON)
                .until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
        List<Long> sleepers =
                Files.readAllLines(pids).stream().map(Long::valueOf).toList();
        assertThat(sleepers).allMatch(RealCluster::isRunning);
        tc.abort(task, TaskClient.AbortMode.INTERRUPT);
        assertThat(tc.getTaskResult(task, SOON).state()).isEqualTo(TaskState.ABORTED);
        await().atMost(SOON).until(() -> sleepers.stream().noneMatch(RealCluster::isRunning));
    }

    @Test
    void aDeadlockThatJavaCanInterruptIsOverWhenItIsAborted() {
        long id = tc.run(Task.of("""
                a = new java.util.concurrent.locks.ReentrantLock()
                Thread.start { a.lock() }.join()
                a.lockInterruptibly()
                """));
        awaitRunning(id);
        tc.abort(id, TaskClient.AbortMode.INTERRUPT);
        assertThat(tc.getTaskResult(id, SOON).state()).isEqualTo(TaskState.ABORTED);
        assertUnharmed();
    }

    @Test
    void aDeadlockThatJavaCannotInterruptCostsTheEngineAndIsAborted() {
        long id = tc.run(Task.of("""
                a = new Object()
                held = new java.util.concurrent.CountDownLatch(1)
                Thread.start { synchronized (a) { held.countDown(); while (true) { try { sleep(1_000_000) } catch (e) { Thread.interrupted() } } } }
                held.await()
                stoker.properties.stuck = true
                synchronized (a) { b = 1 }
                """));
        // Before that it could still be interrupted.
        await().atMost(SOON)
                .until(() ->
                        Boolean.TRUE.equals(stoker.engines().get(0).properties().get("stuck")));
        tc.abort(id, TaskClient.AbortMode.INTERRUPT);
        assertThat(tc.getTaskResult(id, SOON).state()).isEqualTo(TaskState.ABORTED);
        await().atMost(SOON)
                .until(() -> stoker.engines().stream()
                        .anyMatch(other -> !other.instance().equals(engine.instance())));
        assertThat(cluster.log("engine-0"))
                .contains("this engine process ends: task", "(stoker.engine.interrupt-grace)");
        engine = stoker.engines().get(0);
        assertUnharmed();
    }

    @Test
    void aThreadThatIsLeftBehindIsNamedAndInterrupted() {
        TaskResult result = result("Thread.start('straggler') { sleep(1_000_000) }; a = 1");
        assertThat(result.failure()).isNull();
        assertThat(result.stderr()).contains("interrupted threads that the task left behind: straggler");
        assertUnharmed();
    }

    @Test
    void aLockedOutputAndAClosedOneHoldUpNobody() {
        assertThat(result("System.out.close(); System.err.close()").failure()).isNull();
        assertThat(result("println 'still'").stdout()).isEqualTo("still\n");
        long id = tc.run(Task.of("synchronized (System.out) { sleep(5_000) }"));
        awaitRunning(id);
        assertThat(tc.getTaskResult(id, SOON).failure()).isNull();
        assertUnharmed();
    }

    @Test
    void whatCannotBeDescribedOrSentIsText() {
        TaskResult result = result("""
                class Bad extends Exception {
                    def thread = Thread.currentThread()
                    String getMessage() { throw new Error() }
                    String toString() { throw new Error() }
                    Throwable getCause() { throw new Error() }
                    StackTraceElement[] getStackTrace() { throw new Error() }
                }
                throw new Bad()
                """);
        assertThat(result.failure()).extracting(Failure::type).isEqualTo("Bad");
        assertUnharmed();
    }

    @Test
    void aTaskThatClearsFindsThePreludeAgain() {
        TaskResult result = tc.getTaskResult(
                tc.run(Task.of("b = twice('y')").pull("b").clearBefore().clearAfter()), SOON);
        assertThat(result.get("b")).isEqualTo("yy!");
        assertThat(result("c = b").failure()).isNotNull();
        assertUnharmed();
    }

    @Test
    void aTaskThatRefusesItsEngineIsTriedAgain() {
        TaskResult result = tc.getTaskResult(
                tc.run(Task.of("try { if (stoker.attempt() < 2) stoker.reject('not yet') } catch (Exception e) { }\n"
                                + "a = [stoker.taskId(), stoker.attempt(), stoker.engineId(), id]")
                        .pull("a")),
                SOON);
        assertThat(result.attempts().get(0).outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(result.get("a")).isEqualTo(List.of(result.taskId(), 2, engine.id(), engine.id()));
        assertUnharmed();
    }

    @Test
    void anEngineWhosePreludeFailsSaysWhyAndEndsWithACodeOfItsOwn() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.groovy"), "a = 1\nb = a / 0\n");
        try (RealCluster other = new RealCluster()) {
            Process lone = other.start(
                    "engine", "--controller", "127.0.0.1:1", "--prelude", broken.toString(), "-D", "stoker.tls=off");
            assertThat(lone.waitFor(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
            assertThat(lone.exitValue()).isEqualTo(74);
            assertThat(other.output(0))
                    .containsSubsequence(
                            "looks for the controller at 127.0.0.1:1", "the prelude (stoker.prelude) has failed")
                    .contains("Prelude.groovy:2", "b = a / 0");
        }
    }
}
