package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel.Cell;
import io.stoker.kernel.Kernel.Limit;
import io.stoker.kernel.Kernel.Pulled;
import io.stoker.kernel.Output;
import io.stoker.kernel.Output.Capture;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroovyKernelTest {
    private static final Limit LIMIT = new Limit(100_000, "stoker.limit");

    private final GroovyKernel kernel = new GroovyKernel();
    private int cells;

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void whatIsAssignedLivesOn() {
        run("a=10");
        run("b = a * 2; (c, d) = [1, 'x']");
        assertThat(pull("b")).isEqualTo(20);
        assertThat(pull("d")).isEqualTo("x");
    }

    @Test
    void pushedValuesAreNames() {
        kernel.push(Map.of("n", 3L));
        run("m = n + 1");
        assertThat(pull("m")).isEqualTo(4L);
    }

    @Test
    void aGroovyStringIsPulledAsAStringAndARangeAsAList() {
        run("s = \"${1 + 1}\"; r = 1..3");
        assertThat(pull("s")).isEqualTo("2");
        assertThat(pull("r")).isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void functionsLiveOn() {
        run("def fact(n) { n < 2 ? 1 : n * fact(n - 1) }\ndef twice(x, y = x) { x + y }");
        run("f = fact(5); t = [twice(2), twice(2, 3)]; c = { fact(it) }");
        run("def fact(n) { -1 }");
        run("g = fact(5)");
        assertThat(pull("f")).isEqualTo(120);
        assertThat(pull("t")).isEqualTo(List.of(4, 5));
        assertThat(pull("g")).isEqualTo(-1);
    }

    @Test
    void aFunctionFindsTheNewestDefinitionOfAnother() {
        run("def f(x) { g(x) }; def h(x) { [x].collect { g(it) } }; def g(x) { x + 1 }");
        run("a = f(1)");
        run("def g(x) { x + 10 }");
        run("b = f(1); c = h(1)");
        run("g = { it * 7 }\nd = f(2)");
        assertThat(pull("a")).isEqualTo(2);
        assertThat(pull("b")).isEqualTo(11);
        assertThat(pull("c")).isEqualTo(List.of(11));
        assertThat(pull("d")).isEqualTo(14);
    }

    @Test
    void aFunctionMayCallTheOneThatItReplaces() {
        run("def f(x) { x < 1 ? 0 : 1 + f(x - 1) }");
        run("older = f");
        run("def f(x) { 100 + older(x) }");
        run("a = f(0)");
        assertThat(pull("a")).isEqualTo(100);
    }

    @Test
    void aFunctionTakesArraysAndNullsAsTheyAre() {
        run("def f(String[] x, n) { n == 0 ? x.length : f(x, n - 1) }; def g(x) { x == null }");
        run("a = f(['x', 'y'] as String[], 2); b = g(null)");
        run("def g(x) { x }");
        run("c = f(['x', 'y'] as String[], 2)");
        assertThat(pull("a")).isEqualTo(2);
        assertThat(pull("b")).isEqualTo(true);
        assertThat(pull("c")).isEqualTo(2);
    }

    @Test
    void whatIsProvidedCanBeReadHiddenAndIsThereAgainAfterAClear() {
        kernel.provide("id", 3);
        run("a = id; b = [1].collect { id }[0]; c = binding.hasVariable('id')");
        assertThat(List.of(pull("a"), pull("b"), pull("c"), pull("id"))).containsExactly(3, 3, true, 3);
        run("id = 'mine'");
        assertThat(pull("id")).isEqualTo("mine");
        kernel.clear();
        assertThat(pull("id")).isEqualTo(3);
        assertThat(refused("x")).contains("the namespace is empty");
    }

    @Test
    void clearForgetsWhatASourceKeepsInStaticFields() {
        String source = "class Counter { static n = 0 }\na = ++Counter.n";
        run(source);
        kernel.clear();
        run(source);
        assertThat(pull("a")).isEqualTo(1);
        String field = "import groovy.transform.Field\n@Field static int n = 0\na = ++n";
        run(field);
        kernel.clear();
        run(field);
        assertThat(pull("a")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@groovy.transform.Field static int n = 0\na = ++n",
                "@groovy.transform.Field @Lazy static List n = []\nn << 1; a = n.size()",
                "@groovy.transform.Memoized static f(k) { [0] }\ndef l = f(1); l[0]++; a = l[0]",
            })
    void noKindOfStaticFieldOutlivesAClear(String source) {
        run(source);
        assertThat(pull("a")).isEqualTo(1);
        kernel.clear();
        run(source);
        assertThat(pull("a")).isEqualTo(1);
    }

    /** The class of a source has the name of the cell for which it was compiled. */
    @Test
    void aSourceThatKeepsNothingIsNotCompiledAgainAfterAClear() {
        String source = "def f(n) { n + 1 }\na = [1].collect { f(it) }[0]; b = getClass().name";
        run(source);
        Object name = pull("b");
        kernel.clear();
        run(source);
        assertThat(pull("b")).isEqualTo(name);
        assertThat(pull("a")).isEqualTo(2);
    }

    @Test
    void aSourceIsCompiledAgainWhereItsWordsMeanSomethingElse() {
        String source = "a = new Date(0).class.name; b = getClass().name";
        run(source);
        assertThat(pull("a")).isEqualTo("java.util.Date");
        run("class Date { Date(n) {} }");
        run(source);
        assertThat(pull("a")).isEqualTo("Date");
        kernel.clear();
        run(source);
        assertThat(pull("a")).isEqualTo("java.util.Date");
    }

    @Test
    void importsLiveOn() {
        run("import java.util.concurrent.atomic.AtomicInteger as Counter\nimport java.util.regex.*");
        run("import static java.lang.Math.max\nimport static java.lang.Integer.*");
        run("i = new Counter(5).get(); p = Pattern.quote('a'); m = max(1, 2); h = toHexString(255)");
        assertThat(pull("i")).isEqualTo(5);
        assertThat(pull("p")).isEqualTo("\\Qa\\E");
        assertThat(pull("m")).isEqualTo(2);
        assertThat(pull("h")).isEqualTo("ff");
    }

    @Test
    void theSameSourceSeesAnImportThatCameBetween() {
        String source = "import java.util.List\nt = Date.name";
        run(source);
        run("import java.sql.Date");
        run(source);
        assertThat(pull("t")).isEqualTo("java.sql.Date");
        run("import java.util.Date\nt = Date.name");
        assertThat(pull("t")).isEqualTo("java.util.Date");
    }

    @Test
    void aSourceThatOnlyDeclaresClassesDoesNothing() {
        run("class P { int x; static void main(String[] args) { throw new Error() } }");
        run("x = new P(x: 3).x");
        assertThat(pull("x")).isEqualTo(3);
    }

    @Test
    void theSameSourceSeesAClassThatWasDeclaredAnew() {
        run("class P { def v() { 1 } }");
        run("x = new P().v()");
        run("class P { def v() { 2 } }");
        run("x = new P().v()");
        assertThat(pull("x")).isEqualTo(2);
    }

    @Test
    void aDeclaredClassHidesAnImportOfBefore() {
        run("import java.sql.Date");
        run("class Date { def v() { 7 } }");
        run("x = new Date().v()");
        assertThat(pull("x")).isEqualTo(7);
    }

    @Test
    void clearForgetsEverything() {
        run("import java.util.concurrent.atomic.AtomicInteger\na = 1\ndef f() { 1 }\nclass P {}");
        kernel.clear();
        for (String source : List.of("a", "f()", "new P()", "new AtomicInteger()")) {
            assertThat(execute(source)).as(source).isNotNull();
        }
        run("a = 2");
        assertThat(pull("a")).isEqualTo(2);
    }

    @Test
    void aMissingNameIsNamedWithTheNamesThereAre() {
        assertThat(refused("c")).isEqualTo("'c' is not defined; the namespace is empty");
        run("a = 1; b = null");
        assertThat(pull("b")).isNull();
        assertThat(refused("c")).isEqualTo("'c' is not defined; there is a, b");
        run("(1..30).each { binding.setVariable('v' + it, it) }");
        assertThat(refused("c"))
                .startsWith("'c' is not defined; there is a, b, v1, ")
                .endsWith("v18 and 12 more");
        assertThat(kernel.pull(cells, List.of("a", "c"), LIMIT).failure())
                .extracting(Failure::kind, Failure::type)
                .containsExactly(Kind.PULL, "MissingName");
    }

    @Test
    void aValueThatCannotTravelIsNamedWithThePathToIt() {
        run("p = [1, [owner: Thread.currentThread()]]");
        assertThat(refused("p")).startsWith("cannot pull 'p': p[1].owner is a java.lang.Thread");
    }

    @Test
    void aLazyValueThatThrowsCannotBePulled() {
        run(
                "s = \"${ -> 1 / 0 }\"; t = [\"${ -> throw new IllegalStateException('lazy') }\"]; u = \"${ -> assert 1 == 2 }\"");
        assertThat(refused("s"))
                .isEqualTo("cannot pull 's': s could not be read: java.lang.ArithmeticException: Division by zero");
        assertThat(refused("t"))
                .isEqualTo("cannot pull 't': t[0] could not be read: java.lang.IllegalStateException: lazy");
        assertThat(refused("u")).isEqualTo("cannot pull 'u': it threw an exception while it was read");
    }

    @Test
    void noMoreIsEncodedThanMayBePulled() {
        run("a = 'x' * 60_000; b = a; c = (1..100_000_000)");
        assertThat(kernel.pull(cells, List.of("a"), LIMIT).failure()).isNull();
        assertThat(refused("c"))
                .isEqualTo("cannot pull 'c': c has 100000000 elements, and the limit is 100000 bytes per value"
                        + " (stoker.limit)");
        run("c = (1..90_000)");
        assertThat(refused("c"))
                .startsWith(
                        "cannot pull 'c': it takes more than the 100000 bytes that a value may have; the limit was reached at c[")
                .endsWith("] (stoker.limit)");
        run("d = new byte[100_001]");
        assertThat(refused("d"))
                .isEqualTo(
                        "cannot pull 'd': d takes 100001 bytes, and the limit is 100000 bytes per value (stoker.limit)");
        assertThat(kernel.pull(cells, List.of("a", "b"), LIMIT).failure()).isNull();
    }

    @Test
    void keysThatWouldArriveAsOneAreRefusedAndNamed() {
        run("m = [a: 1]; m.put(\"${'a'}\", 2); s = ['x', \"${'x'}\"] as Set");
        assertThat(refused("m"))
                .startsWith("cannot pull 'm': m has the keys 'a' (java.lang.String) and 'a' (org.codehaus.groovy");
        assertThat(refused("s")).startsWith("cannot pull 's': s has the elements 'x' (java.lang.String) and 'x'");
    }

    @Test
    void namesThatLookAlikeAreToldApartWhenOneIsMissing() {
        run("caf\u00e9 = 1");
        assertThat(refused("cafe\u0301"))
                .isEqualTo(
                        "'cafe\u0301' is not defined; there is caf\u00e9; 'caf\u00e9' looks the same but is a different"
                                + " name: 'caf\\u00e9', not 'cafe\\u0301'");
    }

    @Test
    void aNameThatIsNoTextDoesNoHarm() {
        run("binding.variables[1] = 2; binding.variables[\"${'g'}s\"] = 3");
        assertThat(refused("c")).isEqualTo("'c' is not defined; there is 1, gs");
    }

    @Test
    void whateverAValueThrowsWhileItIsReadIsTheFailureOfThePull() {
        run("s = \"${ -> throw new ThreadDeath() }\"");
        assertThat(refused("s")).isEqualTo("cannot pull 's': it threw an exception while it was read");
    }

    @Test
    void aFunctionMayBeCalledRun() {
        run("def run(x) { x + 1 }");
        run("a = run(1)");
        assertThat(pull("a")).isEqualTo(2);
    }

    @Test
    void aVariableThatIsCalledOutDoesNotDisturbPrinting() {
        try (Capture capture = Output.capture()) {
            run("out = 5");
            run("print 'a'; println 1; println(); printf '%s', 'b'; [2].each { println it }; [3].each(this.&print)");
            assertThat(capture.stdout().lines()).containsExactly("a1", "", "b2", "3");
        }
    }

    @Test
    void aFunctionOfTheSourcesOwnGoesBeforeABuiltIn() {
        run("def sleep(long x) { x + 1 }\na = sleep(1)");
        run("class Q { def println(x) { x + 3 }; def go() { println(1) } }\nc = new Q().go()");
        run("class L extends ArrayList { def print(x) { x }; def go() { print(7) } }\nd = new L().go()");
        assertThat(pull("a")).isEqualTo(2L);
        assertThat(pull("c")).isEqualTo(4);
        assertThat(pull("d")).isEqualTo(7);
    }

    @Test
    void whatItPrintsCanBeCaptured() {
        try (Capture capture = Output.capture()) {
            run("println 'out'; System.err.print 'err'; Thread.start { print 'child' }.join()");
            assertThat(capture.stdout()).isEqualTo("out" + System.lineSeparator() + "child");
            assertThat(capture.stderr()).isEqualTo("err");
        }
    }

    @Test
    void anEmptySourceDoesNothing() {
        run(" \n");
        run("// nothing");
        run("import java.util.List");
    }

    private void run(String source) {
        assertThat(execute(source)).isNull();
    }

    private @Nullable Failure execute(String source) {
        cells++;
        return kernel.execute(new Cell(cells, "Task" + cells, source)).failure();
    }

    private @Nullable Object pull(String name) {
        Pulled pulled = kernel.pull(cells, List.of(name), LIMIT);
        assertThat(pulled.failure()).isNull();
        return Values.decode(pulled.values().get(name));
    }

    private String refused(String name) {
        Failure failure = kernel.pull(cells, List.of(name), LIMIT).failure();
        assertThat(failure).isNotNull();
        return failure.message();
    }
}
