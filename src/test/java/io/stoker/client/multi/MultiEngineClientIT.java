package io.stoker.client.multi;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of the MultiEngine interface on three engines. */
class MultiEngineClientIT {

    private static TestCluster cluster;
    private static Stoker stoker;
    private static MultiEngineClient mec;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start(3);
        stoker = cluster.connect(3);
        mec = stoker.multiEngineClient();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void reset() {
        mec.reset();
    }

    @Test
    void theEnginesAreCountedAndNamedByTheirIds() {
        assertThat(mec.ids()).containsExactly(0, 1, 2);
        assertThat(mec.size()).isEqualTo(3);
        assertThat(mec.on(2, 0).targets()).containsExactly(2, 0);
        assertThat(mec.on(List.of(2, 0))).hasToString("engines [2, 0]");
        assertThat(mec).hasToString("all engines");
        assertThatThrownBy(() -> mec.on(0, 7))
                .isInstanceOf(UnknownEngineException.class)
                .hasMessage("there is no engine 7; there are [0, 1, 2]");
        assertThatThrownBy(() -> mec.on(1, 1)).hasMessage("engine 1 is given twice");
        assertThatThrownBy(mec::on).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExecutionIsNumberedAndShowsWhatItPrintedAndItsValue() {
        ResultList results = mec.execute("println 'on ' + id; a = id * 2; a");
        assertThat(results).extracting(ExecuteResult::engineId).containsExactly(0, 1, 2);
        assertThat(results).extracting(ExecuteResult::stdout).containsExactly("on 0\n", "on 1\n", "on 2\n");
        assertThat(results).extracting(ExecuteResult::display).containsExactly("0", "2", "4");
        assertThat(results).extracting(ExecuteResult::number).containsOnly(1);
        assertThat(mec.on(1).execute("a").toString()).isEqualTo("<Results List>\n[1] In [2]: a\n[1] Out[2]: 2");
        assertThat(mec.on(1).getResult(1).get(0)).isEqualTo(results.get(1));
        assertThat(mec.getResult()).extracting(ExecuteResult::number).containsExactly(1, 2, 1);
        assertThatThrownBy(() -> mec.getResult(2))
                .isInstanceOf(CompositeException.class)
                .hasMessageContaining("[0:getResult]: MissingResult: there is no execution 2: the last one was 1");
        assertThat(mec.execute("b = 5").get(0).display()).isNull();
        mec.reset();
        assertThatThrownBy(() -> mec.getResult()).hasMessageContaining("nothing was executed");
        assertThat(mec.execute("1").get(0).number()).isEqualTo(1);
    }

    @Test
    void whatFailsOnSomeEnginesIsToldOfEachWhenAllHaveAnswered() {
        CompositeException failed = catchThrowableOfType(
                CompositeException.class, () -> mec.execute("x = 10\nif (id != 1) { sleep(300 * id); y = 1 / 0 }"));
        assertThat(failed.getMessage())
                .startsWith("one or more exceptions from call to method: execute\n[0:execute]: ");
        assertThat(failed.parts()).extracting(CompositeException.Part::engineId).containsExactly(0, 2);
        assertThat(failed.results()).containsOnlyKeys(1);
        assertThat(failed.parts().get(1).text()).contains("Division by zero", "In1");
        assertThatThrownBy(() -> failed.raiseException(1))
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("engine 2: ");
        assertThatThrownBy(() -> failed.raiseException(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(mec.pull("x")).containsExactly(10, 10, 10);
        assertThat(mec.getResult(1))
                .extracting(result -> result.failure() == null)
                .containsExactly(false, true, false);
    }

    @Test
    void valuesArePushedAndPulledInEachOfTheirShapes() {
        mec.push(Map.of("a", 10, "b", List.of("x", 2L)));
        mec.put("c", null);
        mec.on(0, 1).push("a", 11);
        assertThat(mec.pull("a")).containsExactly(11, 11, 10);
        assertThat(mec.get("c")).containsExactly(null, null, null);
        assertThat(mec.on(2, 0).pull(List.of("a", "b")))
                .containsExactly(List.of(10, List.of("x", 2L)), List.of(11, List.of("x", 2L)));
        assertThat(mec.zipPull(List.of("a", "b")).get(0)).containsExactly(11, 11, 10);
        assertThat(mec.keys()).containsOnly(List.of("a", "b", "c"));
        mec.on(0).execute("binding.variables.remove('a')");
        assertThatThrownBy(() -> mec.pull(List.of("b", "a")))
                .isInstanceOf(CompositeException.class)
                .hasMessageContaining("[0:pull]: MissingName: 'a' is not defined; there is b, c")
                .hasMessageNotContaining("[1:pull]")
                .satisfies(thrown -> assertThat(((CompositeException) thrown).results())
                        .isEqualTo(Map.of(1, List.of(List.of("x", 2L), 11), 2, List.of(List.of("x", 2L), 10))));
    }

    @Test
    void namesMayBeTextsOfAnyType() {
        mec.push(renamed(Map.of("v1", 41)));
        assertThat(mec.pull(renamed(List.of("v1")))).containsOnly(List.of(41));
        assertThat(mec.zipPull(renamed(List.of("v1")))).containsExactly(List.of(41, 41, 41));
        mec.pushFunction(renamed(Map.of("f", (Object) new StringBuilder("{ it + 1 }"))));
        assertThat(mec.pullFunction(renamed(List.of("f")))).containsOnly(List.of("{ it + 1 }"));
        mec.setProperties(renamed(Map.of("gpu", true)));
        assertThat(mec.hasProperties(renamed(List.of("gpu", "cpu")))).containsOnly(List.of(true, false));
        assertThat(mec.getProperties(renamed(List.of("gpu")))).containsOnly(Map.of("gpu", true));
        mec.delProperties(renamed(List.of("gpu")));
        assertThat(mec.hasProperties(List.of("gpu"))).containsOnly(List.of(false));
        Task task = Task.of("w = v2 + 1").push(renamed(Map.of("v2", 1))).pull("w");
        assertThat(stoker.taskClient().runAndGet(task, LONG).get("w")).isEqualTo(2);
        mec.execute("stoker.properties.putAll([(\"a${1}\".toString()): 1, (\"b${2}\"): 2])");
        assertThat(mec.hasProperties(List.of("a1", "b2"))).containsOnly(List.of(true, true));
    }

    /** The same with keys as a language gives them that does not know what is asked for. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <V> Map<String, V> renamed(Map<String, ?> map) {
        Map<Object, Object> renamed = new LinkedHashMap<>();
        map.forEach((name, value) -> renamed.put(new StringBuilder(name), value));
        return (Map) renamed;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<String> renamed(List<String> names) {
        return (List) names.stream().map(StringBuilder::new).toList();
    }

    @Test
    void sequencesAreScatteredByBlocksAndGatheredBack() {
        int[] ten = IntStream.range(0, 10).toArray();
        mec.scatter("x", ten);
        assertThat(mec.on(0).pull("x").get(0)).isEqualTo(new int[] {0, 1, 2, 3});
        assertThat(mec.gather("x", int[].class)).isEqualTo(ten);
        mec.scatter("y", List.of("a", "b"));
        assertThat(mec.pull("y")).containsExactly(List.of("a"), List.of("b"), List.of());
        assertThat(mec.gather("y")).isEqualTo(List.of("a", "b"));
        mec.scatter("z", List.of(1, 2, 3), true);
        assertThat(mec.pull("z")).containsExactly(1, 2, 3);
        assertThat(mec.gather("z")).isEqualTo(List.of(1, 2, 3));
        mec.on(2, 0).scatter("w", new double[] {1, 2, 3});
        assertThat(mec.on(2).pull("w").get(0)).isEqualTo(new double[] {1, 2});
    }

    @Test
    void functionsTravelAsSourceBothWays() {
        mec.on(0).pushFunction("square", "{ x -> x * x }");
        mec.on(1).execute("n = 1\n\ndef twice(x) {\n  2 * x\n}");
        mec.on(1, 2).pushFunction("square", mec.on(0).pullFunction("square").get(0));
        mec.on(0, 2).pushFunction("twice", mec.on(1).pullFunction("twice").get(0));
        assertThat(mec.execute("[square(id + 2), twice(id)]"))
                .extracting(ExecuteResult::display)
                .containsExactly("[4, 0]", "[9, 2]", "[16, 4]");
        assertThat(mec.pullFunction(List.of("twice", "square")))
                .hasSize(3)
                .allSatisfy(sources -> assertThat(sources).hasSize(2).last().isEqualTo("{ x -> x * x }"));
        assertThatThrownBy(() -> mec.pushFunction(Map.of("good", "{ 1 }", "bad", "42")))
                .isInstanceOf(CompositeException.class)
                .hasMessageContaining("bad");
        assertThat(mec.keys()).allSatisfy(names -> assertThat(names).doesNotContain("good"));
        assertThatThrownBy(() -> mec.pullFunction("n"))
                .hasMessageContaining("[1:pullFunction]")
                .hasMessageContaining("'n'");
        assertThatThrownBy(() -> mec.pushFunction("f", " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFunctionIsCalledWithSequencesInBlocks() {
        assertThat(mec.map("{ x, y -> x + y }", List.of(1, 2, 3, 4), new int[] {10, 20, 30, 40}))
                .containsExactly(11, 22, 33, 44);
        mec.pushFunction("where", "{ x -> [id, x] }");
        assertThat(mec.parallel("where").of(List.of("a", "b", "c", "d")))
                .containsExactly(List.of(0, "a"), List.of(0, "b"), List.of(1, "c"), List.of(2, "d"));
        assertThat(mec.on(2).map("where", List.of(7))).containsExactly(List.of(2, 7));
        assertThat(mec.map("where", List.of())).isEmpty();
        assertThat(mec.map("{ x -> x }", List.of(new byte[200_000], new byte[0], new byte[200_000])))
                .extracting(bytes -> ((byte[]) bytes).length)
                .containsExactly(200_000, 0, 200_000);
        assertThatThrownBy(() -> mec.map("where", List.of(1, 2), List.of(1)))
                .hasMessage("all sequences must have the same length, but they have the lengths [2, 1]");
        assertThatThrownBy(() -> mec.map("where")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mec.map("{ x -> 6 / x }", List.of(1, 2, 3, 0)))
                .isInstanceOf(CompositeException.class)
                .hasMessageContaining("[2:map]");
        assertThat(mec.keys()).containsOnly(List.of("where"));
    }

    @Test
    void largeValuesTravelInPartsBothWays() {
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 7);
        mec.push(Map.of("large", large, "small", 1));
        assertThat(mec.execute("large.length + small"))
                .extracting(ExecuteResult::display)
                .containsOnly("3000001");
        assertThat(mec.pull("large"))
                .allSatisfy(back -> assertThat((byte[]) back).isEqualTo(large));
        mec.scatter("part", large);
        assertThat(mec.gather("part", byte[].class)).isEqualTo(large);
    }

    /** For a minute: a test that fails before it makes the file must not hold up the others. */
    private String untilThereIs(String file) {
        return "for (n in 1..6_000) { if (new File('" + folder.resolve(file) + "').exists()) { break }; sleep(10) }\n";
    }

    @Test
    void callsThatDoNotWaitAreDoneInTheOrderInWhichTheyWereMade() throws Exception {
        PendingResult<ResultList> slow = mec.pending().execute(untilThereIs("go") + "v = 1");
        List<PendingResult<Done>> pushes = IntStream.range(2, 202)
                .mapToObj(i -> mec.pending().push("v", i % 7 == 0 ? new byte[200_000] : i))
                .toList();
        PendingResult<List<Object>> last = mec.pending().pull("v");
        assertThat(slow.isDone()).isFalse();
        assertThat(slow.getNow(null)).isNull();
        Files.createFile(folder.resolve("go"));
        assertThat(last.get()).containsExactly(201, 201, 201);
        mec.barrier(pushes);
        assertThat(pushes).allMatch(PendingResult::isDone);
        assertThat(slow.get()).hasSize(3).isEqualTo(slow.get());
        assertThat(last.future().join()).containsExactly(201, 201, 201);
        assertThat(last.map(List::size).get()).isEqualTo(3);
    }

    @Test
    void aFailedCallFailsEachTimeItIsAskedForAndNobodyElses() {
        PendingResult<ResultList> failing = mec.pending().execute("sleep(300); throw new Exception('mine')");
        try (MultiEngineClient other = stoker.multiEngineClient()) {
            PendingResult<ResultList> behind = other.pending().execute("'others'");
            assertThatThrownBy(failing::get).hasMessageContaining("mine");
            assertThatThrownBy(failing::get).hasMessageContaining("mine");
            assertThat(behind.get()).extracting(ExecuteResult::display).containsOnly("'others'");
        }
    }

    @Test
    void whatWaitsIsShownAndCanBeClearedByWhoeverHasMadeIt() throws Exception {
        PendingResult<ResultList> running = mec.pending().execute(untilThereIs("end") + "ran = true");
        PendingResult<Done> waiting = mec.pending().push("a", 1);
        try (MultiEngineClient other = stoker.multiEngineClient()) {
            PendingResult<Done> others = other.pending().push("b", 2);
            await().atMost(LONG)
                    .until(() -> mec.queueStatus().stream()
                            .allMatch(queue -> queue.queue().size() == 2));
            assertThat(mec.queueStatus().get(1)).satisfies(queue -> {
                assertThat(queue.engineId()).isEqualTo(1);
                assertThat(queue.queue()).containsExactly("push([a])", "push([b])");
                assertThat(queue.pending()).startsWith("execute(for (n in 1..6_000)");
            });
            mec.clearQueue();
            CompositeException cleared = catchThrowableOfType(CompositeException.class, waiting::get);
            assertThat(cleared.parts())
                    .hasSize(3)
                    .allSatisfy(part -> assertThat(part.exception()).isInstanceOf(QueueClearedException.class));
            Files.createFile(folder.resolve("end"));
            others.get();
        }
        running.get();
        assertThat(mec.keys()).containsOnly(List.of("b", "ran"));
    }

    @Test
    void whatIsPrintedArrivesWhileTheCallRuns() throws Exception {
        Queue<LiveText> live = new ConcurrentLinkedQueue<>();
        PendingResult<ResultList> running = mec.on(1)
                .pending()
                .execute(
                        "println 'first'; System.err.println 'error'\n" + untilThereIs("go") + "println 'last'",
                        live::add);
        try {
            await().atMost(LONG)
                    .until(() -> heard(live, false).equals("first\n")
                            && heard(live, true).equals("error\n"));
            assertThat(running.isDone()).isFalse();
        } finally {
            Files.createFile(folder.resolve("go"));
        }
        assertThat(running.get().get(0).stdout()).isEqualTo("first\nlast\n");
        assertThat(heard(live, false)).isEqualTo("first\nlast\n");
        assertThat(live).extracting(LiveText::engineId).containsOnly(1);
    }

    /** A line may come in two parts. */
    private static String heard(Collection<LiveText> live, boolean error) {
        return live.stream()
                .filter(text -> text.error() == error)
                .map(LiveText::text)
                .collect(Collectors.joining());
    }

    @Test
    void whatIsPrintedIsHeardBeforeTheCallIsOver() {
        Queue<LiveText> live = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> hearing = new CompletableFuture<>();
        PendingResult<ResultList> running = mec.on(1).pending().execute("println 'x'; 1 / 0", text -> {
            hearing.join();
            live.add(text);
        });
        mec.on(1).execute("1");
        assertThat(running.isDone()).isFalse();
        hearing.complete(null);
        assertThatThrownBy(running::get).isInstanceOf(CompositeException.class);
        assertThat(live).hasSize(1);
    }

    @Test
    void propertiesAreSeenByTasksThatDependOnThem() {
        mec.on(1).setProperties(Map.of("RAM", 64L, "gpu", "none"));
        mec.on(2).setProperties(Map.of("RAM", 8L));
        assertThat(mec.hasProperties(List.of("RAM", "gpu")))
                .containsExactly(List.of(false, false), List.of(true, true), List.of(true, false));
        TaskClient tc = stoker.taskClient();
        long[] ids = tc.runAll(IntStream.range(0, 20)
                .mapToObj(i -> Task.of("here = id").pull("here").depend("RAM > 32"))
                .toList());
        for (long id : ids) {
            assertThat(tc.getTaskResult(id, LONG).get("here")).isEqualTo(1);
        }
        mec.on(1).delProperties(List.of("RAM"));
        assertThat(mec.on(1).getProperties().get(0))
                .containsEntry("gpu", "none")
                .containsKey("pid")
                .doesNotContainKey("RAM");
        assertThatThrownBy(() -> mec.delProperties(List.of("RAM")))
                .hasMessageContaining("[0:delProperties]: MissingProperty: the engine has no property 'RAM'")
                .hasMessageNotContaining("[2:");
        assertThatThrownBy(() -> mec.getProperties(List.of("gpu")))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("engine 0 has no property 'gpu'");
        assertThatThrownBy(() -> mec.setProperties(Map.of("gpu", "new", "pid", 999L)))
                .hasMessageContaining("[0:setProperties]")
                .hasMessageContaining("'pid' cannot be set or removed");
        assertThatThrownBy(() -> mec.delProperties(List.of("host")))
                .hasMessageContaining("'host' cannot be set or removed");
        assertThat(mec.on(1).getProperties().get(0)).containsEntry("gpu", "none");
        mec.clearProperties();
        assertThat(mec.getProperties()).allSatisfy(all -> assertThat(all).containsOnlyKeys("host", "pid"));
    }

    @Test
    void aBenchmarkLeavesNothingBehind() {
        Benchmark benchmark = mec.benchmark(200_000);
        assertThat(benchmark.engines()).isEqualTo(3);
        assertThat(benchmark.one().latency()).isPositive();
        assertThat(benchmark.all().pushed()).isPositive();
        assertThat(benchmark.toString()).contains("one engine:  latency ", "3 engines:   latency ", " MB/s");
        assertThat(mec.keys()).containsOnly(List.of());
        assertThat(mec.execute("1").get(0).number()).isEqualTo(1);
        assertThatThrownBy(() -> mec.benchmark(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileIsRunUnlessItDoesNotParse() throws Exception {
        Path file = folder.resolve("my-script.groovy");
        Files.writeString(file, "z = 1\n\nthrow new Exception('line 3')");
        assertThatThrownBy(() -> mec.on(0).run(file)).hasMessageContaining("line 3");
        assertThat(mec.on(0).getResult().get(0).failure().frames())
                .singleElement()
                .satisfies(frame -> {
                    assertThat(frame.file()).isEqualTo("my-script.groovy");
                    assertThat(frame.line()).isEqualTo(3);
                });
        Files.writeString(file, "y = 2\ny = (");
        assertThatThrownBy(() -> mec.run(file))
                .isInstanceOf(StokerException.class)
                .hasMessageStartingWith("my-script was not sent: SyntaxError: ")
                .hasMessageContaining("my-script.groovy:2");
        assertThat(mec.on(0).keys().get(0)).containsExactly("z");
    }

    @Test
    void tasksGoElsewhereWhileACallRunsAndAreNeverBrokenInto() {
        TaskClient tc = stoker.taskClient();
        mec.execute("d = 30; log = []");
        PendingResult<ResultList> busy = mec.on(0).pending().execute("sleep(2_000)");
        long[] ids = tc.runAll(IntStream.range(0, 60)
                .mapToObj(i -> Task.of("log << 1; sleep(20); log << 2; e = d + i")
                        .push("i", i)
                        .pull("e"))
                .toList());
        for (int i = 0; i < 10; i++) {
            mec.on(1).execute("log << 'call'");
        }
        for (int i = 0; i < ids.length; i++) {
            assertThat(tc.getTaskResult(ids[i], LONG).get("e")).isEqualTo(30 + i);
            assertThat(tc.getTaskResult(ids[i], LONG).attempts()).hasSize(1);
        }
        busy.get();
        String log = mec.on(1).pull("log").get(0) instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining())
                : "";
        assertThat(log).matches("(12|call)*").contains("call");
    }
}
