package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Attempt;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that is frozen under load, and a client that dies while it waits for answers. */
class FreezeIT {
    @TempDir
    private static Path folder;

    private static RealCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        cluster = new RealCluster();
        cluster.start(
                "cluster",
                "-n",
                "2",
                "--port",
                "0",
                "--management-port",
                "0",
                "-Dstoker.prelude=def mark(task, attempt, number) { 'run-' + attempt }");
        stoker = cluster.connect();
        tc = stoker.taskClient();
        stoker.waitForEngines(2, SOON);
    }

    @AfterAll
    static void stop() {
        stoker.close();
        cluster.close();
    }

    private static ProcessHandle controller() {
        return ProcessHandle.of(cluster.connection().pid()).orElseThrow();
    }

    private static boolean isAlone(int engine) {
        return cluster.log("engine-" + engine).contains("the controller has not answered for 8 s");
    }

    @Test
    void aControllerThatIsFrozenUntilItsEnginesLookForAnotherGoesOnWithAllOfThem() {
        long running = tc.run(Task.of("sleep(10_000); r = 'ran'").pull("r"));
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        long[] ids = tc.runAll(IntStream.range(0, 2_000)
                .mapToObj(i -> Task.of("sleep(2); r = x * 2").push("x", i).pull("r"))
                .toList());
        ProcessHandle controller = controller();

        RealCluster.signal("STOP", controller);
        try {
            await().atMost(SOON).until(() -> isAlone(0) && isAlone(1));
        } finally {
            RealCluster.signal("CONT", controller);
        }

        TaskResult survivor = tc.getTaskResult(running, SOON);
        assertThat(survivor.get("r")).isEqualTo("ran");
        assertThat(survivor.attempts()).extracting(Attempt::outcome).last().isEqualTo(Outcome.SUCCEEDED);
        for (int i = 0; i < ids.length; i++) {
            assertThat(tc.getTaskResult(ids[i], SOON).get("r")).isEqualTo(2 * i);
        }
        assertThat(cluster.connection().pid()).isEqualTo(controller.pid());
        assertThat(stoker.waitForEngines(2, SOON)).hasSize(2);
    }

    @Test
    void whatAClientWasPromisedBeforeItDiedIsThereForTheNextOne() throws Exception {
        Path journal = folder.resolve("journal");
        Process killed = flood(journal, System.currentTimeMillis(), 20_000);
        await().atMost(SOON).until(() -> promised(journal).size() > 100);
        ProcessHandle controller = controller();

        RealCluster.signal("STOP", controller);
        try {
            await().atMost(SOON).until(() -> isAsking(journal));
            killed.destroyForcibly().waitFor();
        } finally {
            RealCluster.signal("CONT", controller);
        }
        Map<Long, Long> before = promised(journal);
        Process next = flood(journal, 0, 1);
        assertThat(next.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(next.exitValue()).isZero();
        Map<Long, Long> after = promised(journal);
        assertThat(after).hasSize(1000).containsAllEntriesOf(before);
        after.forEach((number, id) -> assertThat(
                        ((Number) tc.getTaskResult(id, SOON).get("number")).longValue())
                .as("task %s", id)
                .isEqualTo(number));
    }

    /** Engines are suspected for their own silence, and not because somebody who was stopped cannot see them. */
    @Test
    void aClientThatIsStoppedForSecondsMakesNobodySuspectAnEngine() throws Exception {
        long suspicions = suspicions();
        Path journal = folder.resolve("stopped");
        Process client = flood(journal, System.currentTimeMillis(), 8_000);
        await().atMost(SOON).until(() -> promised(journal).size() > 100);

        RealCluster.signal("STOP", client.toHandle());
        long[] meanwhile;
        try {
            meanwhile =
                    tc.runAll(List.of(Task.of("sleep(6_000)"), Task.of("sleep(6_000)"), Task.of("a = 1"), Task.of("")));
            tc.barrier(SOON, meanwhile);
        } finally {
            RealCluster.signal("CONT", client.toHandle());
        }

        assertThat(client.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isZero();
        assertThat(promised(journal)).hasSize(1000);
        assertThat(suspicions()).isEqualTo(suspicions);
        assertThat(tc.getTaskResults(meanwhile))
                .allSatisfy(result -> assertThat(result.attempts()).hasSize(1));
    }

    private static long suspicions() {
        return cluster.log("controller")
                .lines()
                .filter(line -> line.contains("is silent"))
                .count();
    }

    /** A client that submits a thousand tasks at an even pace. */
    private static Process flood(Path journal, long begun, int millis) {
        return cluster.start(
                "flood",
                "--port=" + cluster.connection().port(),
                "--first=0",
                "--count=1000",
                "--begun=" + begun,
                "--millis=" + millis,
                "--journal=" + journal);
    }

    /** Whether the last submission in it has had no answer. */
    private static boolean isAsking(Path journal) throws Exception {
        String text = Files.readString(journal);
        return text.lastIndexOf("asking") > text.lastIndexOf("got");
    }

    /** The ids that were returned, by the number of their task. */
    private static Map<Long, Long> promised(Path journal) throws Exception {
        Map<Long, Long> ids = new TreeMap<>();
        if (Files.exists(journal)) {
            for (MatchResult pair : Pattern.compile("(\\d+)=(\\d+)")
                    .matcher(Files.readString(journal))
                    .results()
                    .toList()) {
                ids.put(Long.valueOf(pair.group(1)), Long.valueOf(pair.group(2)));
            }
        }
        return ids;
    }
}
