package io.stoker.kernel.groovy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.codehaus.groovy.runtime.FormatHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an execution brings, and how it is shown. */
class GroovyValueTest extends KernelFixture {

    @Test
    void anExecutionBringsTheValueOfItsLastExpression() {
        assertThat(value("a = 10\na * 2")).isEqualTo(20);
        assertThat(value("a = 1; a // and no more")).isEqualTo(1);
        assertThat(value("return 5")).isEqualTo(5);
        assertThat(value("[1].each { }")).isEqualTo(List.of(1));
        assertThat(value("null")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "// nothing",
                "import java.util.List",
                "def f(x) { x }",
                "class P {}",
                "1; class Q {}; def x = 5",
                "int x = 5",
                "a = 10",
                "a = 10\na += 1",
                "m = [:]; m.x = 5",
                "m = [:]\nm['x'] = 5",
                "(a, b) = [1, 2]",
                "1\nfor (i in 1..3) { i }",
                "while (false) { 1 }",
                "if (true) { 5 }",
                "try { 5 } finally { }",
                "1\nassert true",
                "println()"
            })
    void aSourceThatEndsInNoExpressionHasNoValue(String source) {
        assertThat(value(source)).isNull();
    }

    @Test
    void whatFailsHasNoValue() {
        assertThat(execute("1; 1/0").value()).isNull();
        assertThat(execute("1; (").value()).isNull();
    }

    static Stream<Object> ordinaryValues() {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put(2, List.of("x", 'c'));
        map.put("none", null);
        return Stream.of(
                "a\n'b'\\\té",
                'c',
                1.5,
                true,
                new int[] {1, 2},
                new int[0],
                new char[] {'a', 'b'},
                new String[] {"x"},
                new Object[] {1, null, List.of()},
                map,
                Map.of(),
                List.of(),
                Set.of("x"),
                new StringBuilder("sb"),
                LocalDate.of(2026, 1, 2),
                List.class,
                new groovy.lang.IntRange(1, 3));
    }

    @ParameterizedTest
    @MethodSource("ordinaryValues")
    void aValueLooksAsItDoesInTheShell(Object value) {
        assertThat(show(value)).isEqualTo(FormatHelper.inspect(value));
    }

    @Test
    void aTextIsToldFromANumberAndNothingFromANullInAList() {
        assertThat(show("1")).isEqualTo("'1'");
        assertThat(show(1)).isEqualTo("1");
        assertThat(kernel.show(1, null, 100)).isNull();
        assertThat(show(Arrays.asList(1, null))).isEqualTo("[1, null]");
        assertThat(show(new int[][] {{1}, {2, 3}})).isEqualTo("[[1], [2, 3]]");
        assertThat(show(Map.of("k", new int[] {1}))).isEqualTo("['k':[1]]");
        assertThat(shown("\"${1 + 1}\"")).isEqualTo("\"2\"");
    }

    @Test
    void aFunctionIsShownByHowItBegins() {
        assertThat(shown("f = { x -> x + 1 }; f")).isEqualTo("{ x -> x + 1 }");
        assertThat(shown("def g(x) {\n  x\n}\n[g, 1]")).isEqualTo("[def g(x) { …, 1]");
        assertThat(shown("f = { '" + "x".repeat(200) + "' }; f")).hasSize(82).endsWith("xx …");
        assertThat(shown("Math.&sqrt")).isEqualTo("java.lang.Math.&sqrt");
        assertThat(shown("f.curry(1)")).isEqualTo("a function");
        assertThat(shown("def n = 1; m = { n }; m")).isEqualTo("{ n }");
    }

    @Test
    void whatIsLongerIsCutAndSaysSo() {
        assertThat(show("é".repeat(1_000_000), 50)).isEqualTo("'" + "é".repeat(20) + "… (cut)");
        assertThat(show(List.of("𝄞".repeat(100)), 50).getBytes(UTF_8)).hasSizeLessThanOrEqualTo(50);
        assertThat(show("x".repeat(48), 50)).isEqualTo("'" + "x".repeat(48) + "'");
        assertThat(show("x".repeat(49), 50)).endsWith("x… (cut)").hasSize(48);
        assertThat(show(new byte[10_000_000], 50)).startsWith("[0, 0, ").endsWith("… (cut)");
        assertThat(show("\ud834", 50)).isEqualTo("'\\ud834'");
        assertThat(show(BigInteger.TWO.pow(100_000_000), 50)).isEqualTo("(a BigInteger of 100,000,001 bits)");
        assertThat(show(new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE), 50)).isEqualTo("1E+2147483648");
        assertThat(show("a\u001b\u202e", 50)).isEqualTo("'a\\u001b\\u202e'");
    }

    @Test
    void anEndlessListIsShownAsFarAsThereIsRoom() {
        assertThat(show(new Endless(), 30)).startsWith("[7, 7, 7, ").endsWith("… (cut)");
        assertThat(show(Map.of("e", new Endless()), 30)).startsWith("['e':[7, 7, ");
    }

    @Test
    void whatContainsItselfEnds() {
        assertThat(shown("a = [1]; a << a; a")).isEqualTo("[1, (this Collection)]");
        assertThat(shown("m = [:]; m.a = [m]; m")).isEqualTo("['a':[(this Map)]]");
        assertThat(shown("a = []; 100_000.times { a = [a] }; a")).hasSizeLessThan(200);
    }

    @Test
    void whateverAValueThrowsIsPartOfItsText() {
        run("class T { Throwable t; String toString() { throw t } }");
        assertThat(shown("[1, new T(t: new IOException('no')), 2]"))
                .isEqualTo("[1, (cannot be shown: it threw java.io.IOException: no), 2]");
        assertThat(shown("new T(t: new ThreadDeath())")).isEqualTo("(cannot be shown: it threw java.lang.ThreadDeath)");
        assertThat(shown("class D { String toString() { toString() } }; new D()"))
                .startsWith("(cannot be shown: it threw java.lang.StackOverflowError");
        assertThat(shown("class O { String toString() { new long[Integer.MAX_VALUE] } }; new O()"))
                .startsWith("(cannot be shown: it threw java.lang.OutOfMemoryError: ");
        assertThat(shown("class N { String toString() { null } }; new N()")).isEqualTo("null");
        assertThat(shown("\"${ -> 1 / 0 }\""))
                .isEqualTo("(cannot be shown: it threw java.lang.ArithmeticException: Division by zero)");
        assertThat(
                        shown(
                                "class E extends RuntimeException { String getMessage() { throw new Error() } }\nnew T(t: new E())"))
                .isEqualTo("(cannot be shown: it threw E)");
        assertThat(
                        shown(
                                "class L extends AbstractList { def get(int i) { if (i > 1) throw new Error(); i }; int size() { 9 } }; new L()"))
                .isEqualTo("[0, 1, (cannot be shown: it threw java.lang.Error)");
    }

    @Test
    void showingCanBeInterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        kernel.push(Map.of("started", started));
        Object slow = value("class S { def started; String toString() { started.countDown(); while (true) {} } }\n"
                + "[1, new S(started: started), 2]");
        CompletableFuture<@Nullable String> shown = CompletableFuture.supplyAsync(() -> kernel.show(cells, slow, 100));
        started.await();
        kernel.interrupt(cells);
        assertThat(shown.get()).isEqualTo("[1, … (interrupted while it was shown)");
        assertThat(value("1 + 1")).isEqualTo(2);
    }

    @Test
    void theNamesAreTheUsersOwnSorted() {
        assertThat(kernel.names()).isEmpty();
        kernel.provide("id", 3);
        run("b = 1; a = null; def f(x) { x }; def local = 2; (d, c) = [1, 2]");
        assertThat(kernel.names()).containsExactly("a", "b", "c", "d", "f");
        run("id = 4; binding.variables[\"${'g'}s\"] = 3; binding.variables[1] = 2");
        assertThat(kernel.names()).containsExactly("a", "b", "c", "d", "f", "gs", "id");
        kernel.clear();
        assertThat(kernel.names()).isEmpty();
    }

    /** Sevens. */
    private static final class Endless extends AbstractList<Integer> {
        @Override
        public Integer get(int index) {
            return 7;
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Iterator<Integer> iterator() {
            return Stream.generate(() -> 7).iterator();
        }
    }

    private String shown(String source) {
        return show(value(source));
    }

    private String show(@Nullable Object value) {
        return show(value, 1_000);
    }

    private String show(@Nullable Object value, int maxBytes) {
        String text = kernel.show(cells, value, maxBytes);
        assertThat(text).isNotNull();
        assertThat(text.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(maxBytes);
        return text;
    }
}
