package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.Done;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.PendingResult;
import io.stoker.client.multi.UnknownEngineException;
import io.stoker.node.Profile;
import io.stoker.task.StokerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MultiEngine interface as the original writes it, and its magics, on three engines in this JVM. */
class EngineCallsIT {
    private static Stoker stoker;
    private static MultiEngineClient mec;

    @TempDir
    private static Path folder;

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private Variables variables;
    private GroovySession shell;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(3);
        mec = stoker.multiEngineClient();
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    @BeforeEach
    void reset() {
        mec.reset();
        variables = new Variables(new Connections(new Profile(folder, "test"), Optional.empty()), shown::add);
        variables.setVariable("mec", mec);
        variables.magics().activate(mec);
        shell = new GroovySession(variables);
    }

    private Object run(String source) {
        MagicSource magic = MagicSource.of(source, variables.magics().isAuto());
        return shell.run(magic.groovy(), "In_1").value();
    }

    @Test
    void shouldKnowTheOriginalsNames() {
        assertThat(run("mec.getIds()")).isEqualTo(run("mec.get_ids()"));
        assertThat(run("mec.get_ids() + mec.size()")).isEqualTo(List.of(0, 1, 2, 3));
        run("mec.push([a: 1, b: 'x'])");
        assertThat(run("mec.zip_pull(['a', 'b'])")).isEqualTo(List.of(List.of(1, 1, 1), List.of("x", "x", "x")));
        run("mec.push_function('f', '{ x -> x * 10 }')");
        assertThat(run("mec.map('f', [1, 2, 3]) + mec.parallel('f').of([4])")).isEqualTo(List.of(10, 20, 30, 40));
        assertThat(run("mec.set_properties(gpu: 'none'); mec.has_properties(['gpu'])"))
                .isEqualTo(List.of(List.of(true), List.of(true), List.of(true)));
        assertThat(run("mec.queue_status()[1].id")).isEqualTo(1);
        assertThat(run("r = mec.execute('7'); [r[2].display, r[2]['id'], mec.get_result(1)[0].number]"))
                .isEqualTo(List.of("7", 2, 1));
    }

    @Test
    void shouldUseAnEngineLikeAMap() {
        run("mec['a'] = 5; name = 'b'; mec[\"$name\"] = null");

        assertThat(run("mec['a']")).isEqualTo(List.of(5, 5, 5));
        assertThat(run("mec.on(1)['a'] + mec['b'][0]")).isEqualTo(Arrays.asList(5, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("mec[0]"))
                .withMessage("brackets take a name, as in mec['a'], not 0; mec.on(0) is engine 0");
    }

    @Test
    void shouldChooseEnginesByAnOption() {
        run("mec.execute('a = 1', targets: 0); mec.push([a: 2], targets: [2, 1])");

        assertThat(run("mec.pull('a', targets: 'all') + mec.pull('a', targets: [2, 0]) + mec.pull('a', targets: null)"))
                .isEqualTo(List.of(1, 2, 2, 2, 1, 1, 2, 2));
        assertThat(run("mec.keys(targets: 1..2)")).isEqualTo(List.of(List.of("a"), List.of("a")));
        assertThatThrownBy(() -> run("mec.pull('a', targets: 7)")).isInstanceOf(UnknownEngineException.class);
        run("mec.scatter('x', [1, 2], targets: [0, 2], flatten: true)");
        assertThat(run("mec.gather('x', targets: [2, 0])")).isEqualTo(List.of(2, 1));
    }

    @Test
    void targetsAreWholeNumbersOfAnyTypeInAnyCollection() {
        for (String one :
                List.of("2L", "2G", "2 as short", "2 as byte", "[2L]", "[2] as int[]", "[2G] as Set", "2..2")) {
            assertThat(run("mec.on(" + one + ").targets()")).as(one).isEqualTo(List.of(2));
            assertThat(run("mec.execute('a = 1', targets: " + one + "); mec.keys(targets: 2)"))
                    .as(one)
                    .isEqualTo(List.of(List.of("a")));
        }
        assertThat(run("mec.on(2L, 0G).targets()")).isEqualTo(List.of(2, 0));
    }

    @Test
    void aRangeIsScatteredInItsOrderWhateverThatIs() {
        for (String range : List.of("5..1", "1..5", "'e'..'a'", "0..<0", "5..5", "1..<4")) {
            assertThat(run("mec.scatter('r', " + range + "); mec.gather('r') == (" + range + ").toList()"))
                    .as(range)
                    .isEqualTo(true);
            assertThat(run("mec.map({ it }, " + range + ") == (" + range + ").toList()"))
                    .as(range)
                    .isEqualTo(true);
        }
        run("mec.scatter('r', 9..1, targets: [0, 1, 2])");
        assertThat(run("mec.pull('r')")).isEqualTo(List.of(List.of(9, 8, 7), List.of(6, 5, 4), List.of(3, 2, 1)));
    }

    @Test
    void anArrayIsOneSequence() {
        for (String type :
                List.of("int[]", "long[]", "short[]", "byte[]", "float[]", "double[]", "Integer[]", "Object[]")) {
            assertThat(run("mec.map({ it + 1 }, [1, 2, 3, 4] as " + type + ").collect { it as int }"))
                    .as(type)
                    .isEqualTo(List.of(2, 3, 4, 5));
        }
        assertThat(run("f = mec.parallel({ it + 1 }); f([1, 2] as int[]) + f([3.5, 4.5] as double[])"))
                .isEqualTo(List.of(2, 3, 4.5, 5.5));
        assertThat(run("mec.map({ it + 1 }, [1, 2] as int[], block: false).r")).isEqualTo(List.of(2, 3));
        assertThat(run("mec.map({ it + 1 }, [1, 2] as int[], targets: 1)")).isEqualTo(List.of(2, 3));
        assertThat(run("mec.map({ it.toString() }, 'abc' as char[])")).isEqualTo(List.of("a", "b", "c"));
        assertThat(run("mec.map({ x, y -> x + y }, [1, 2] as int[], [3, 4])")).isEqualTo(List.of(4, 6));
        assertThat(run("mec.map({ it.length }, [[1, 2], [3]] as int[][])")).isEqualTo(List.of(2, 1));
    }

    @Test
    void shouldNotWaitWhenToldNotTo() throws Exception {
        assertThat(run("pr = mec.push([a: 6], block: false)")).isInstanceOf(PendingResult.class);
        assertThat(run("pr.get_result()")).isEqualTo(Done.DONE);
        assertThat(run("mec.pull('a', targets: 1, block: false).r")).isEqualTo(List.of(6));
        assertThat(run("mec.pull('a', block: true, targets: 1)")).isEqualTo(List.of(6));
        run("pr = mec.pull('a', block: false); mec.barrier([pr])");
        assertThat(run("pr.get_result(block: false)[0] + pr.get_result(default: 1)[0] + pr.get_result(block: true)[0]"))
                .isEqualTo(18);
        variables.setVariable("slow", mec.pending().execute(untilThereIs("enough")));
        assertThat(run("slow.get_result(default: 1)")).isEqualTo(1);
        assertThat(run("slow.get_result(block: false)")).isNull();
        Files.createFile(folder.resolve("enough"));
        assertThat(run("slow.r.size()")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mec.execute('1', target: 0) | execute has no option 'target'; it has targets (an id, a list of ids, or 'all'), block (true or false)",
                "mec.scatter('x', [1], dist: 'b') | scatter has no option 'dist'; it has targets (an id, a list of ids, or 'all'), block (true or false), flatten (true or false)",
                "mec.kill(force: true) | kill has no option 'force'; it has targets (an id, a list of ids, or 'all'), block (true or false), controller (true or false)",
                "mec.kill(controller: 'x') | controller takes true or false, not 'x'",
                "mec.push([1]) | push takes (Map) or (String, Object), not (ArrayList)",
                "mec.pull(1) | pull takes (List) or (String), not (Integer)",
                "mec.gather('a b') | gather needs an identifier, but 'a b' is not one",
                "mec.get_ids(targets: 0) | ids has no option 'targets'",
                "mec.on(0).execute('1', targets: 0) | execute has no option 'targets'; it has block (true or false)",
                "mec.execute('1', targets: 'some') | targets takes an engine's id, a list of ids, or 'all', not 'some'",
                "mec.execute('1', targets: [0, 'x']) | targets takes an engine's id, a list of ids, or 'all', not [0, x]",
                "mec.execute('1', targets: []) | targets takes an engine's id, a list of ids, or 'all', not []",
                "mec.execute('1', targets: [0, 0]) | engine 0 is given twice",
                "mec.execute('1', targets: 0.5) | an engine's id is a small whole number, not 0.5",
                "mec.on('0') | an engine's id is a small whole number, not a java.lang.String",
                "mec.on(99999999999999999999G) | an engine's id is a small whole number, not 99999999999999999999",
                "mec.map({ it }, null) | map takes lists and arrays, not null",
                "mec.execute('1', block: 'x') | block takes true or false, not 'x'",
                "mec.push(a: 1, targets: 0) | push takes its values in a map of their own, as in push([a: 1], targets: …)",
                "mec.execute('1', block: false).get_result(wait: 1) | get_result has no option 'wait'; it has block (true or false), default",
                "mec.block = false | block is an option of each call, as in mec.execute('a = 1', block: …); mec.on(0, 2) is a client for some engines",
            })
    void shouldSayWhatItDoesNotUnderstand(String source, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> run(source)).withMessage(message);
    }

    @Test
    void shouldRunAFileByItsName() throws Exception {
        Path file = Files.writeString(folder.resolve("some.groovy"), "a = id + 1");

        run("mec.run('" + file + "', targets: [1, 2])");
        assertThat(run("mec.pull('a', targets: [1, 2])")).isEqualTo(List.of(2, 3));
    }

    @Test
    void shouldNotWaitForAnyOfThemWhenToldNotTo() throws Exception {
        Path file = Files.writeString(folder.resolve("twin.groovy"), "a = id + 1; a");

        assertThat(run("pr = mec.run('" + file + "', block: false); pr.r[2].display"))
                .isEqualTo("3");
        assertThat(run("mec.run('" + file + "', block: false, targets: 1)")).isInstanceOf(PendingResult.class);
        run("mec.set_properties([gpu: 1])");
        assertThat(run("mec.has_properties(['gpu', 'x'], block: false).r"))
                .isEqualTo(List.of(List.of(true, false), List.of(true, false), List.of(true, false)));
        assertThat(run("mec.get_properties(['gpu'], block: false, targets: 0).r"))
                .isEqualTo(List.of(Map.of("gpu", 1)));
        assertThatThrownBy(() -> run("mec.get_properties(['x'], block: false).r"))
                .hasMessageContaining("has no property 'x'");
        assertThat(run("f = mec.parallel('{ x -> x + 1 }', block: false); [f([1, 2]).r, f.of([3]).r]"))
                .isEqualTo(List.of(List.of(2, 3), List.of(4)));
    }

    @Test
    void shouldCallAParallelFunctionAsAnyOther() {
        assertThat(run("f = mec.parallel('{ x, y -> x * y }', targets: [0, 1]); f([1, 2, 3], [4, 5, 6] as int[])"))
                .isEqualTo(List.of(4, 10, 18));
        assertThat(run("[[1, 2], [3]].collect { mec.parallel('{ x -> -x }')(it) }"))
                .isEqualTo(List.of(List.of(-1, -2), List.of(-3)));
    }

    @Test
    void shouldSendTheSourceOfAClosure() {
        run("mec.push_function([f: { x -> x * 10 }, g: '{ x -> f(x) + 1 }'])");
        assertThat(run("mec.map('g', [1, 2])")).isEqualTo(List.of(11, 21));
        run("square = { x ->\n  // a square 😀 }\n  x * x\n}; def twice = { it * 2 }");
        run("mec.push_function([square: square], targets: 0); mec.push_function('twice', twice)");
        assertThat(run("mec.map('square', [3], targets: 0) + mec.parallel('twice')([4])"))
                .isEqualTo(List.of(9, 8));
        assertThat(run("s = '😀'; mec.map({ x -> '😀' + x }, [1], targets: [0])"))
                .isEqualTo(List.of("😀1"));
        assertThat(run("mec.parallel({ x, y -> x + y })([1, 2], [3, 4])")).isEqualTo(List.of(4, 6));
        assertThat(run("mec.map(square, [2], block: false).r")).isEqualTo(List.of(4));
    }

    @Test
    void shouldSayWhichFunctionsHaveNoSource() {
        for (String source : List.of(
                "def f(x) { x }\nmec.push_function([f: this.&f])",
                "mec.map(Math.&abs, [1])",
                "f = { it }; mec.parallel(f >> f)")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run(source))
                    .withMessageContaining("takes a closure literal, as in f = { x -> x * x }");
        }
    }

    @Test
    void shouldGivePairsOfIdAndStatus() {
        assertThat(run("(engine, status) = mec.queue_status()[1]; [engine, status['pending'], status.queue]"))
                .isEqualTo(List.of(1, "None", List.of()));
        assertThat(run("mec.queue_status(targets: [2, 0], block: false).r.collect { id, status -> id }"))
                .isEqualTo(List.of(2, 0));
        assertThat(run("for (pair in mec.queue_status()) { def (id, status) = pair; last = id }; last"))
                .isEqualTo(2);
        assertThat(run("q = mec.queue_status()[0]; [q.id, q[0], q.queue, q.pending, q.size()]"))
                .isEqualTo(List.of(0, 0, List.of(), "", 2));
        assertThat(run("mec.queueStatus()[0].engineId()")).isEqualTo(0);
    }

    @Test
    void shouldKnowTheOriginalsErrors() {
        assertThat(run("try { mec.execute('1 / 0') } catch (CompositeError e) { e.elist.size() }"))
                .isEqualTo(3);
        assertThat(run("try { mec.pull('a', targets: 7) } catch (InvalidEngineID e) { e.message }")
                        .toString())
                .contains("7");
        assertThat(run("[TaskAborted, TaskTimeout, TaskRejectError, NoEnginesRegistered, QueueCleared]*.simpleName"))
                .isEqualTo(List.of(
                        "TaskAbortedException",
                        "TaskTimeoutException",
                        "TaskRejectException",
                        "NoEnginesException",
                        "QueueClearedException"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mec.push_serialized([a: 1]) | there is no push_serialized: all values are sent in one form",
                "mec.pull_serialized('a') | there is no pull_serialized: all values are sent in one form",
                "mec.flush() | there is no flush: results that are not fetched are garbage-collected",
                "mec.clear_pending_results() | there is no clear_pending_results: results that are not fetched",
                "mec.on(0).flush() | there is no flush: results that are not fetched",
                "mec.get_pending_deferred('x', true) | there is no get_pending_deferred: a call with block: false",
                "mec.raw_map('f', [[1]]) | there is no raw_map: mec.map('f', xs, ys)",
                "mec.execute('1', block: false).add_callback { it } | there is no add_callback: pr.map { r ->",
                "mec.targets = [0] | targets is an option of each call",
            })
    void shouldSayWhatToWriteInPlaceOfWhatItHasNot(String source, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> run(source)).withMessageStartingWith(message);
    }

    @Test
    void shouldMapByAMapperWithOptions() {
        assertThat(run("mec.mapper().map('{ x -> [id, x] }', [7, 8, 9])"))
                .isEqualTo(List.of(List.of(0, 7), List.of(1, 8), List.of(2, 9)));
        assertThat(run("mec.mapper(targets: [2, 1], block: false).map('{ x -> id }', [7, 8]).r"))
                .isEqualTo(List.of(2, 1));
        assertThatThrownBy(() -> run("mec.mapper('{ x -> x }')")).hasMessageContaining("mapper takes options only");
        assertThatThrownBy(() -> run("mec.mapper(sort: true)")).hasMessageContaining("map has no option 'sort'");
    }

    @Test
    void shouldExecuteOnTheEnginesAndShowWhatTheyPrintOnce() {
        run("%px println 'on ' + id; id * 2");

        assertThat(shown.get(0)).isEqualTo("Parallel execution on engines: [0, 1, 2]");
        assertThat(shown.subList(1, 4))
                .containsExactlyInAnyOrder("[0:stdout] on 0", "[1:stdout] on 1", "[2:stdout] on 2");
        String in = "println 'on ' + id; id * 2\n";
        assertThat(shown.get(4))
                .isEqualTo("<Results List>\n[0] In [1]: " + in + "[0] Out[1]: 0\n[1] In [1]: " + in
                        + "[1] Out[1]: 2\n[2] In [1]: " + in + "[2] Out[1]: 4");
        assertThat(shown).hasSize(5);
        shown.clear();
        run("%result 1");
        assertThat(shown.get(0)).contains("[0] Out[1]: on 0\n[0] Out[1]: 0");
    }

    @Test
    void shouldShowWhatSucceededBesideWhatFailed() {
        assertThatThrownBy(() -> run("%px print 'x'; a = 1 / (id - 1)"))
                .isInstanceOf(CompositeException.class)
                .satisfies(e -> assertThat(Problems.text(e, false))
                        .startsWith("one or more exceptions from call to method: execute\n"
                                + "[1:execute]: java.lang.ArithmeticException: Division by zero\n")
                        .contains("(In1.groovy:1)"));
        assertThat(shown.subList(1, 4)).contains("[1:stdout] x");
        assertThat(shown.get(4)).contains("[0] In [1]: ", "[2] In [1]: ").doesNotContain("[1] In [1]", "Out");
    }

    @Test
    void shouldLeaveTheMagicsToTheEnginesThatAreActive() {
        run("mec.on(0, 2).activate()");
        run("%px a = 1");
        assertThat(shown.get(0)).isEqualTo("Parallel execution on engines: [0, 2]");
        run("mec.activate()");
        run("%px a = 1");
        assertThat(shown.get(2)).isEqualTo("Parallel execution on engines: [0, 1, 2]");
    }

    @Test
    void shouldSendAllThatIsTypedUntilToldNotTo() {
        run("%autopx");
        assertThat(shown).containsExactly("Auto Parallel Enabled\nType %autopx to disable");
        run("a = id * 3");
        run("%autopx");
        run("a = 'here'");
        assertThat(shown).last().isEqualTo("Auto Parallel Disabled");
        assertThat(run("[a, mec['a']]")).isEqualTo(List.of("here", List.of(0, 3, 6)));
        run("%autopx\na = 1\nb = a + 1\n%autopx\nc = 5");
        assertThat(run("[a, c, mec['b']]")).isEqualTo(List.of("here", 5, List.of(2, 2, 2)));
    }

    @Test
    void shouldSayThatItGoesOnWhenNobodyWaits() throws Exception {
        CompletableFuture<Throwable> stopped = new CompletableFuture<>();
        Thread typing = new Thread(() -> stopped.complete(catchThrowable(
                () -> run("%px println 'begun'; " + untilThereIs("go").strip() + "; println 'unseen'; b = 1"))));
        typing.start();
        await().until(() ->
                shown.stream().filter(line -> line.endsWith("begun")).count() == 3);
        typing.interrupt();

        assertThat(stopped.get(5, TimeUnit.MINUTES))
                .isInstanceOf(StoppedWaitingException.class)
                .hasMessageContaining("the call continues on engines [0, 1, 2]")
                .hasMessageContaining("%result");
        Files.createFile(folder.resolve("go"));
        assertThat(run("mec['b']")).isEqualTo(List.of(1, 1, 1));
        assertThat(shown).noneMatch(line -> line.contains("unseen"));
    }

    @Test
    void shouldSayThatThereIsNothingToShow() {
        assertThatThrownBy(() -> run("%result"))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("nothing was executed");
        run("mec.execute('a = 1', targets: [0, 2])");
        assertThatThrownBy(() -> run("%result")).hasMessageContaining("[1:getResult]");
        assertThat(shown).singleElement().isEqualTo("<Results List>\n[0] In [1]: a = 1\n[2] In [1]: a = 1");
    }

    private static String untilThereIs(String file) {
        return "while (!new File('" + folder.resolve(file) + "').exists()) { sleep(5) }\n";
    }
}
