package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.stoker.client.ExplainMode;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.task.Attempt;
import io.stoker.task.EngineInfo;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventQuery;
import io.stoker.task.Labels;
import io.stoker.task.Outcome;
import io.stoker.task.Query;
import io.stoker.task.StokerEvent;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that is killed or frozen under load, and clients that die or are frozen meanwhile. */
class ControllerLossIT {
    /** Of a client in a process of its own. */
    private static final int FLOOD = 150;

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
    }

    @AfterAll
    static void stop() {
        stoker.close();
        cluster.close();
    }

    @BeforeEach
    void theEnginesAreHere() {
        assertThat(stoker.waitForEngines(2, SOON)).hasSize(2);
        stoker.multiEngineClient().all().resume(); // whatever a test that has failed has left
    }

    private static ProcessHandle controller() {
        return ProcessHandle.of(cluster.connection().pid()).orElseThrow();
    }

    private static void killController() {
        ProcessHandle killed = controller();
        killed.destroyForcibly();
        await().atMost(SOON).until(() -> cluster.connection().pid() != killed.pid());
    }

    /** So many short tasks with a label; the result of each is twice its number. */
    private static List<Task> doubled(int count, String of) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        Task.of("sleep(10); r = x * 2").push("x", i).pull("r").label("of", of))
                .toList();
    }

    private static void assertDoubled(long... ids) {
        for (int i = 0; i < ids.length; i++) {
            assertThat(tc.getTaskResult(ids[i], SOON).get("r")).isEqualTo(2 * i);
        }
    }

    @Test
    void aControllersDeathIsAPauseForTasksClientsEventsAndWhatRuns() {
        EventReader live = new EventReader();
        EventQuery query = EventQuery.all().label("of", "pause");
        stoker.events(query.after(EventId.START)).subscribe(live);
        long before = tc.queueStatus().succeeded();
        long running =
                tc.run(Task.of("started = id; sleep(8_000); done = started").pull("done"));
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        CompletableFuture<TaskResult> waiting = tc.getTaskResultAsync(running);
        long[] ids = tc.runAll(doubled(120, "pause"), SOON);
        await().atMost(SOON).until(() -> live.ended() > 30);
        ProcessHandle killed = controller();

        killed.destroyForcibly();

        long[] more = tc.runAll(doubled(1, "pause"), SOON);
        assertThat(more).containsExactly(ids[ids.length - 1] + 1);
        await().atMost(SOON).until(() -> cluster.connection().pid() != killed.pid());
        assertDoubled(ids);
        TaskResult survivor = waiting.join();
        assertThat(survivor.attempts())
                .extracting(Attempt::number, Attempt::outcome)
                .containsExactly(tuple(1, Outcome.SUCCEEDED));
        tc.barrier(SOON, more);
        assertThat(tc.queueStatus().succeeded() - before).isEqualTo(122);
        assertToldOnceWithoutAGap(live, query, ids.length + more.length);
    }

    private static void assertToldOnceWithoutAGap(EventReader live, EventQuery query, int tasks) {
        await().atMost(SOON).until(() -> live.ended() == tasks);
        assertThat(live.failures).isEmpty();
        List<StokerEvent> events = List.copyOf(live.events);
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).id())
                    .as("the place of %s, which comes behind %s", events.get(i), events.get(i - 1))
                    .isGreaterThan(events.get(i - 1).id());
        }
        for (EventKind kind : List.of(EventKind.ACCEPTED, EventKind.ENDED)) {
            assertThat(live.tasks(kind)).as(kind.word()).doesNotHaveDuplicates().hasSize(tasks);
        }
        EventReader again = new EventReader();
        EventId middle = events.get(events.size() / 3).id();
        stoker.events(query.after(middle)).subscribe(again);
        List<StokerEvent> rest = events.stream()
                .filter(event -> event.id().compareTo(middle) > 0)
                .toList();
        await().atMost(SOON).until(() -> again.events.size() >= rest.size());
        assertThat(again.events).isEqualTo(rest);
    }

    private static boolean drains(int id) {
        return stoker.engines().stream().anyMatch(engine -> engine.id() == id && engine.draining());
    }

    private static EngineView engine(int id) {
        return stoker.multiEngineClient().on(id);
    }

    private static Task until(Path end) {
        return Task.of("while (!new File(f).exists()) sleep 20; c = 1")
                .push("f", end.toString())
                .pull("c");
    }

    /** Its engine. */
    private static EngineInfo awaitRunning(long task) {
        await().atMost(SOON).until(() -> tc.queueStatus(true).ids().pending().contains(task));
        int id = tc.find(Query.all())
                .filter(found -> found.taskId() == task)
                .findFirst()
                .orElseThrow()
                .engineId();
        return stoker.engines().stream()
                .filter(engine -> engine.id() == id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEngineThatDrainsAndOneThatIsRemovedRemainSoOverAKillOfTheControllerAndNothingIsLost() throws Exception {
        cluster.start(
                "engine",
                "--controller",
                "localhost:" + cluster.connection().port(),
                "-D",
                "stoker.engine.preferred-id=7");
        await().atMost(SOON).until(() -> stoker.engines().stream().anyMatch(engine -> engine.id() == 7));
        engine(7).setProperties(Map.of("third", true));
        Path end = folder.resolve("end");
        long last = tc.run(until(end).depend("third"));
        ProcessHandle third = RealCluster.process(awaitRunning(last));
        Path go = folder.resolve("go");
        long running = tc.run(until(go));
        int drained = awaitRunning(running).id();
        long[] before = tc.runAll(doubled(100, "load"), SOON);

        engine(drained).drain();
        engine(7).remove(Duration.ofMinutes(10));
        await().atMost(SOON).until(() -> drains(drained) && drains(7));
        killController();
        long[] after = tc.runAll(doubled(50, "load"), SOON);
        await().atMost(SOON).until(() -> drains(drained) && drains(7));
        Files.createFile(go);
        Files.createFile(end);

        assertDoubled(before);
        assertDoubled(after);
        assertThat(LongStream.of(after).mapToObj(id -> tc.getTaskResult(id, SOON)))
                .allSatisfy(result -> assertThat(result.engineId()).isEqualTo(1 - drained));
        assertThat(tc.find(Query.all().label("of", "load").state(Query.State.SUCCEEDED)))
                .hasSize(150);
        for (long id : List.of(running, last)) {
            TaskResult survivor = tc.getTaskResult(id, SOON);
            assertThat(survivor.get("c")).isEqualTo(1);
            assertThat(survivor.attempts()).hasSize(1);
        }
        await().atMost(SOON).until(() -> !third.isAlive());
        await().atMost(SOON).until(() -> stoker.engines().size() == 2);
        assertThat(engine(drained).execute("6 * 7").get(0).display()).isEqualTo("42");
        assertThatTasksWaitUntilAnEngineIsResumed(drained);
    }

    private static void assertThatTasksWaitUntilAnEngineIsResumed(int drained) {
        engine(1 - drained).drain();
        long waits = tc.run(Task.of("a = 1"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(tc.explain(waits, ExplainMode.WITHOUT_STACK)
                                        .toString())
                                .contains("it waits for one of 2 engines: 2 draining")
                                .contains(
                                        "engine 0 drains, as all engines that fit do: it gets no tasks until somebody resumes it"));
        engine(drained).resume();
        assertThat(tc.getTaskResult(waits, SOON).engineId()).isEqualTo(drained);
        engine(1 - drained).resume();
        await().atMost(SOON).until(() -> !drains(1 - drained));
    }

    @Test
    void allFailedTasksAreRetriedOnceAlthoughTheControllerIsKilledMeanwhile() {
        Task bad = Task.of("throw new IllegalStateException('bad')").label("of", "retried");
        tc.barrier(SOON, tc.runAll(Collections.nCopies(500, bad), SOON));
        Query query = Query.all().label("of", "retried");

        CompletableFuture<long[]> retries = tc.retryAllAsync(query);
        await().atMost(SOON).until(() -> tc.find(query).limit(501).count() > 500);
        killController();

        long[] ids = retries.join();
        assertThat(ids).hasSize(500).doesNotHaveDuplicates();
        tc.barrier(SOON, ids);
        assertThat(tc.find(query)).hasSize(1_000);
        assertThat(tc.find(query.label(Labels.RETRY_OF))
                        .map(task -> task.labels().get(Labels.RETRY_OF)))
                .doesNotHaveDuplicates();
        assertThat(tc.getTaskResult(ids[0], SOON).state()).isEqualTo(TaskState.FAILED);
    }

    /** How often an engine has looked for another controller. */
    private static long timesAlone(int engine) {
        return lines("engine-" + engine, "the controller has not answered for 8 s");
    }

    private static long lines(String log, String text) {
        return cluster.log(log).lines().filter(line -> line.contains(text)).count();
    }

    @Test
    void aControllerThatIsFrozenUntilItsEnginesLookForAnotherGoesOnWithAllOfThem() {
        long running = tc.run(Task.of("sleep(10_000); r = 'ran'").pull("r"));
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        long[] ids = tc.runAll(doubled(150, "frozen"), SOON);
        long first = timesAlone(0);
        long second = timesAlone(1);
        ProcessHandle controller = controller();

        RealCluster.signal("STOP", controller);
        try {
            await().atMost(SOON).until(() -> timesAlone(0) > first && timesAlone(1) > second);
        } finally {
            RealCluster.signal("CONT", controller);
        }

        TaskResult survivor = tc.getTaskResult(running, SOON);
        assertThat(survivor.get("r")).isEqualTo("ran");
        assertThat(survivor.attempts()).extracting(Attempt::outcome).last().isEqualTo(Outcome.SUCCEEDED);
        assertDoubled(ids);
        assertThat(cluster.connection().pid()).isEqualTo(controller.pid());
        assertThat(stoker.waitForEngines(2, SOON)).hasSize(2);
    }

    @Test
    void whatAClientWasPromisedBeforeItDiedIsThereForTheNextOne() throws Exception {
        Path journal = folder.resolve("journal");
        Process killed = flood(journal, System.currentTimeMillis(), 10_000);
        await().atMost(SOON).until(() -> promised(journal).size() > 20);
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
        assertThat(after).hasSize(FLOOD).containsAllEntriesOf(before);
        after.forEach((number, id) -> assertThat(
                        ((Number) tc.getTaskResult(id, SOON).get("number")).longValue())
                .as("task %s", id)
                .isEqualTo(number));
    }

    /** Engines are suspected for their own silence, and not because somebody who was stopped cannot see them. */
    @Test
    void aClientThatIsStoppedForSecondsMakesNobodySuspectAnEngine() throws Exception {
        long suspicions = lines("controller", "is silent");
        Path journal = folder.resolve("stopped");
        Process client = flood(journal, System.currentTimeMillis(), 8_000);
        await().atMost(SOON).until(() -> promised(journal).size() > 20);

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
        assertThat(promised(journal)).hasSize(FLOOD);
        assertThat(lines("controller", "is silent")).isEqualTo(suspicions);
        assertThat(tc.getTaskResults(meanwhile))
                .allSatisfy(result -> assertThat(result.attempts()).hasSize(1));
    }

    /** A client that submits its tasks at an even pace. */
    private static Process flood(Path journal, long begun, int millis) {
        return cluster.start(
                "flood",
                "--port=" + cluster.connection().port(),
                "--first=0",
                "--count=" + FLOOD,
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
