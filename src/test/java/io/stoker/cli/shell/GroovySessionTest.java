package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import groovy.lang.GroovyShell;
import groovy.lang.MissingPropertyException;
import io.stoker.client.ExplainMode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroovySessionTest {
    private final TypedVariables variables = new TypedVariables();
    private final GroovySession session = new GroovySession(variables);
    private int lines;

    @Test
    void shouldKeepVariables() {
        run("a = 6");
        run("def b = 7");
        run("int c = 1; String d");

        assertThat(run("a * b * c")).isEqualTo(42);
        assertThat(run("d")).isNull();
    }

    @ParameterizedTest
    @MethodSource("typed")
    void shouldGiveATypedVariableValuesOfItsType(String declaration, String use, Object expected) {
        run(declaration);

        assertThat(run(use)).isEqualTo(expected);
        assertThat(new GroovyShell().evaluate(declaration + "\n" + use))
                .as("what Groovy gives for one source")
                .isEqualTo(expected);
    }

    static Stream<Arguments> typed() {
        return Stream.of(
                arguments("long one = 1", "one << 40", 1L << 40),
                arguments("int half = 7 / 2", "half + half", 6),
                arguments("int half", "half = 7 / 2; half", 3),
                arguments("int n = 1", "n += 2.6; n", 3),
                arguments("int n = 1; n *= 1.5", "n", 1),
                arguments("byte b = 127", "b++; b", (byte) -128),
                arguments("short s = 70000", "s", (short) 4464),
                arguments("int n = Integer.MAX_VALUE", "n + 1", Integer.MIN_VALUE),
                arguments("int n", "n", 0),
                arguments("Integer n", "n", null),
                arguments("boolean b; char c", "[b, c]", List.of(false, '\0')),
                arguments("boolean b = [0]", "b", true),
                arguments("float f = 1.1; double d = 1", "[f, d / 3]", List.of(1.1f, 1.0 / 3)),
                arguments("char c = 'A'", "c + 1", 66),
                arguments("char c = 'A'", "c++; c", 'B'),
                arguments("Character c = 'A'; c = 66", "c", 'B'),
                arguments("BigDecimal d = 1", "d / 3", new BigDecimal("0.3333333333")),
                arguments("BigInteger b = 1", "b << 70", BigInteger.ONE.shiftLeft(70)),
                arguments("Set<Integer> s = [1, 1, 2]", "s.size()", 2),
                arguments("Set s = []", "s = [3, 3]; s", Set.of(3)),
                arguments("java.util.SortedSet<String> s = ['b', 'a'] as TreeSet", "s.first()", "a"),
                arguments("LinkedList<Long> l = [1]", "l.class", LinkedList.class),
                arguments("int[] a = [10, 20, 30]", "a.length", 3),
                arguments("int[] a = [10, 20, 30]", "a[1] = 7.9; a[1]", 7),
                arguments("int[][] a = [[1, 2], [3]]", "a[1].class", int[].class),
                arguments("String[] s = ['a', \"${1}\"]", "s[1].class", String.class),
                arguments("List<String> l = ['a'] as String[]", "l", List.of("a")),
                arguments("x = 1; String s = \"v${x}\"", "s.class", String.class),
                arguments("String s = 5", "s + 1", "51"),
                arguments("Number n = 1", "n.class", Integer.class),
                arguments("Comparator<String> c = { a, b -> b <=> a }", "['a', 'b'].toSorted(c)", List.of("b", "a")),
                arguments("boolean b = null", "b", false),
                arguments("final int n; n = 2.5", "n", 2),
                arguments("java.util.function.IntUnaryOperator f = { it * 2 }", "f.applyAsInt(4)", 8),
                arguments("java.util.concurrent.TimeUnit u = 'DAYS'", "u", TimeUnit.DAYS),
                arguments("def (a, b) = [1, 2, 3]", "[a, b]", List.of(1, 2)),
                arguments("def (int a, String b, c) = [1.9, 2]", "[a, b, c]", Arrays.asList(1, "2", null)),
                arguments("def (a, b) = [1, 2]", "(a, b) = [b, a]; [a, b]", List.of(2, 1)),
                arguments("int a = 1.5, b = 2.5", "[a, b]", List.of(1, 2)),
                arguments("int n = 1", "[1.5, 2.5].each { n = n + it }; n", 5 - 1),
                arguments("var v = 1", "v = 'any'; v", "any"),
                arguments("final int n = 1.5", "n", 1));
    }

    @Test
    void shouldKeepTheTypeInFunctionsAndBlocksAndAllLaterSources() {
        run("int n = 1");
        run("def half(x) { n = x / 2; n }");

        assertThat(run("half(7)")).isEqualTo(3);
        run("if (true) { n = 9.9 }");
        assertThat(run("n")).isEqualTo(9);
        run("@groovy.transform.Field long field = 1");
        assertThat(run("field << 40")).isEqualTo(1L << 40);
    }

    @Test
    void shouldForgetATypeWhenTheNameIsDeclaredAnew() {
        run("int n = 1");
        run("def n = 'text'");
        assertThat(run("n")).isEqualTo("text");
        run("final n = 2");
        run("long n = 3");
        assertThat(run("n")).isEqualTo(3L);
        run("def n(x) { x }");
        assertThat(run("n('called')")).isEqualTo("called");
    }

    @Test
    void shouldRefuseWhatHasNoPlaceInTheType() {
        run("int n = 1; final int constant = 2");

        assertThatThrownBy(() -> run("n = 'many'")).hasMessageContaining("'many'", "int");
        assertThatThrownBy(() -> run("n = null")).hasMessageContaining("'null'", "int");
        assertThatThrownBy(() -> run("constant = 3")).hasMessageContaining("constant", "final");
        assertThat(run("[n, constant]")).isEqualTo(List.of(1, 2));
        assertThatThrownBy(() -> run("NoSuchType x = 1")).hasMessageContaining("unable to resolve class NoSuchType");
    }

    @Test
    void shouldKeepFunctionsClassesAndImports() {
        run("import java.util.concurrent.atomic.*; import static java.lang.Math.max");
        run("def twice(x) { 2 * x }");
        run("class Point { int x }");

        assertThat(run("new AtomicInteger(twice(max(1, new Point(x: 3).x))).get()"))
                .isEqualTo(6);
        run("def twice(x) { 3 * x }");
        assertThat(run("twice(2)")).isEqualTo(6);
    }

    @Test
    void shouldKnowTheTypesOfAClientProgram() {
        assertThat(run("Task.of('a=10').retries(2)")).hasToString("Task('a=10')");
        assertThat(run("Duration.ofSeconds(1).toMillis()")).isEqualTo(1000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = 1", "def a = 1", "a = 0\na += 2", "long a = 1"})
    void shouldTellAnAssignment(String source) {
        assertThat(session.run(source, "In_1").isAssignment()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a = 1; a", "a = 1; a == 2", "import java.time.*", ""})
    void shouldTellWhatIsNone(String source) {
        assertThat(session.run(source, "In_1").isAssignment()).isFalse();
    }

    @Test
    void shouldStopWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run("while (true) {}")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run("sleep(60_000)")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void shouldNotRememberWhatFailed() {
        assertThatThrownBy(() -> run("x = nothing")).isInstanceOf(MissingPropertyException.class);

        assertThat(variables.hasVariable("x")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void shouldSayInOneLineWhatNoClassFileCanHold(String source, String message) {
        assertThat(GroovySession.isIncomplete(source)).isFalse();
        assertThatThrownBy(() -> run(source))
                .satisfies(e -> assertThat(Problems.text(e, false).lines())
                        .first()
                        .asString()
                        .contains(message)
                        .doesNotContain("syntax"));
        assertThat(run("1 + 1")).isEqualTo(2);
    }

    static Stream<Arguments> tooLarge() {
        return Stream.of(
                arguments(named("a long text", "x = '" + "a".repeat(65_536) + "'"), "more than 65535 bytes"),
                arguments(named("a text of many bytes", "x = '" + "€".repeat(30_000) + "'"), "more than 65535 bytes"),
                arguments(named("a long script", "x = 1\n".repeat(5_000)), "more than 64 KB"),
                arguments(
                        named("closures in closures", "x = " + "{".repeat(10_000) + "1" + "}".repeat(10_000)),
                        "200 braces"),
                arguments(named("many arguments", "f(1" + ", 1".repeat(300) + ")"), "more than about 250 arguments"),
                arguments(named("a long sum", "x = 1" + " + 1".repeat(50_000)), "nested or chained more deeply"));
    }

    @Test
    void shouldHaveTheStackOfAnEngineForWhatIsNestedDeeply() {
        String nested = "x = " + "(".repeat(1000) + "1" + ")".repeat(1000) + " + 2".repeat(700) + "; x";
        List<Object> values = new ArrayList<>();

        assertThat(SourceThread.call(() -> {
                    assertThat(MagicSource.isIncomplete(nested)).isFalse();
                    values.add(run(nested));
                    return 7;
                }))
                .isEqualTo(7);
        assertThat(values).containsExactly(1401);
        assertThatIllegalStateException()
                .isThrownBy(() -> SourceThread.call(() -> {
                    throw new IllegalStateException("for the caller");
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (i in 1..3) {",
                "if (x) {\n  a = 1",
                "if (x)",
                "while (f(x))",
                "f(1,",
                "f(1,\n 2",
                "[1, 2",
                "a = '''one\ntwo",
                "a = \"\"\"one ) ' ",
                "a = [1: ')'",
                "a = 1 +",
                "a =",
                "/* a comment",
                "class A extends B",
                "def f(x) {",
                "tc.map { it ->",
                "x = tc.",
                "if (a) { 1 } else",
                "a = \"\"\"one ${x} (",
                "a = $/one ' (",
                "a = $/one ${x}",
                "a = /one ${x}",
                "a = [/(/,",
                "f(/\"/"
            })
    void shouldWaitForTheRest(String source) {
        assertThat(GroovySession.isIncomplete(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 10",
                "tc.run(t1)",
                "a b c d e f )",
                "x = )",
                "f(1))",
                "a = 'it''s",
                "a = 'open",
                "println '{'",
                "// {",
                "a = /[/",
                "a = $/{/$",
                "a = \"${x} open",
                "a = 'x(' + /(/ )",
                "i++",
                "import java.util.*",
                "if (x) 1",
                "",
                "for (i in 1..3) {\n  println i\n}"
            })
    void shouldNotWaitForWhatIsCompleteOrWrong(String source) {
        assertThat(GroovySession.isIncomplete(source)).isFalse();
    }

    private Object run(String source) {
        lines++;
        return session.run(source, "In_" + lines).value();
    }

    @Test
    void shouldKnowHowMuchAnExplanationIsToAskByItsName() {
        assertThat(run("WITH_STACK")).isEqualTo(ExplainMode.WITH_STACK);
        assertThat(run("ExplainMode.WITHOUT_STACK")).isEqualTo(ExplainMode.WITHOUT_STACK);
    }
}
