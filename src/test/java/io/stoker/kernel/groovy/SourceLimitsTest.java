package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.stoker.kernel.Kernel.Cell;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SourceLimitsTest {
    /** So that sources need not be huge to be nested too deeply. */
    private static final long SMALL_STACK = 256 << 10;

    /** Sources that no compiler or class file can hold, and a part of what is to be said of them. */
    static Stream<Arguments> tooLarge() {
        String names = IntStream.range(0, 300).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
        return Stream.of(
                arguments(named("a long script", "x = 1\n".repeat(5_000)), "more than 64 KB"),
                arguments(named("a long function", "def f() {\n" + "x = 1\n".repeat(5_000) + "}"), "more than 64 KB"),
                arguments(named("a long closure", "f = {\n" + "x = 1\n".repeat(5_000) + "}"), "more than 64 KB"),
                arguments(named("many constants", manyConstants()), "65535"),
                arguments(named("a long text", "x = '" + "a".repeat(65_536) + "'"), "more than 65535 bytes"),
                arguments(named("a text of many bytes", "x = '" + "€".repeat(30_000) + "'"), "more than 65535 bytes"),
                arguments(named("a long GString", "x = \"" + "a".repeat(65_536) + "${1}\""), "more than 65535 bytes"),
                arguments(named("a long name", "a".repeat(65_536) + " = 1"), "more than 65535 bytes"),
                arguments(
                        named("a deep list", "x = " + "[".repeat(500) + "1" + "]".repeat(500)),
                        "nested or chained more deeply"),
                arguments(named("a long sum", "x = " + "1 + ".repeat(2_000) + "1"), "nested or chained more deeply"),
                arguments(named("a long chain", "x = 'a'" + ".trim()".repeat(2_000)), "nested or chained more deeply"),
                arguments(
                        named("closures in closures", "x = " + "{".repeat(10_000) + "1" + "}".repeat(10_000)),
                        "200 braces"),
                arguments(named("classes in classes", "class A {".repeat(300) + "}".repeat(300)), "200 braces"),
                arguments(named("texts in values of texts", nested("\"${", "}\"")), "200 braces"),
                arguments(named("long texts in values of texts", nested("\"\"\"\n${", "}\"\"\"")), "200 braces"),
                arguments(named("slashy texts in values of texts", nested("/a${", "}b/")), "200 braces"),
                arguments(named("dollar texts in values of texts", nested("$/ ${", "} /$")), "200 braces"),
                arguments(named("sums in values of texts", nested("\"it's ${1 + ", "}\"")), "200 braces"),
                arguments(named("texts that end too early", nested("\"${ \"", "\" }\"")), "200 braces"),
                arguments(named("many open brackets", "x = " + "[(".repeat(10_000)), "1500 brackets"),
                arguments(named("many parameters", "def f(" + names + ") { 1 }\n1"), "more than 255 parameters"),
                arguments(
                        named("many arguments", "String.format('', " + names.replace("a", "") + ")"),
                        "more than about 250 arguments"));
    }

    private static String nested(String begin, String end) {
        return "x = " + begin.repeat(250) + "1" + end.repeat(250);
    }

    private static String manyConstants() {
        return IntStream.range(0, 60)
                .mapToObj(f -> IntStream.range(0, 1_200)
                        .mapToObj(i -> "'" + f + "_" + i + "'")
                        .collect(Collectors.joining(",", "def f" + f + "() { [", "] }\n")))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void whatNoClassFileCanHoldIsSaidToBeSoAndIsNoSyntaxError(String source, String message) throws Exception {
        try (GroovyKernel kernel = new GroovyKernel()) {
            Failure[] failure = new Failure[1];
            onASmallStack(() ->
                    failure[0] = kernel.execute(new Cell(1, "Task1", source)).failure());

            assertThat(failure[0].text().lines().findFirst().orElseThrow()).contains(message);
            assertThat(failure[0].kind()).isNotEqualTo(Kind.SYNTAX);
            assertThat(kernel.execute(new Cell(2, "Task2", "x = 1")).failure()).isNull();
        }
    }

    @Test
    void bracketsThatNestNothingAreNoneToCount() {
        String texts = "x = '" + "(".repeat(5_000) + "'; y = \"" + "{".repeat(5_000) + "\"; z = \"\"\""
                + "[\n".repeat(5_000) + "\"\"\" // " + "{".repeat(5_000) + "\n/* don't " + "{".repeat(5_000)
                + " */ u = 'http://a' + 'it\\'s {'";
        String lines = "if ('a/b' =~ /\\//) { u = 'x'.split(/a\\//) }\n".repeat(500);
        try (GroovyKernel kernel = new GroovyKernel()) {
            assertThat(kernel.execute(new Cell(1, "Task1", texts)).failure()).isNull();
            assertThat(kernel.execute(new Cell(2, "Task2", lines)).failure()).isNull();
            for (String line : List.of(
                    "[1].each { if ('a' =~ /'/) { u = it } }",
                    "u = ['it'].find { it ==~ /it's [{(]/ } ? { 1 } : { 2 }",
                    "u = { $/ it's { /$ }",
                    "u = { 6 / 2 } // isn't {",
                    "u = \"{${1}{ ${ [a: 2] } {\" + '${ {' + \"\\${ {\"",
                    "u = /{${1}{/ + $/ {${1} { /$",
                    "u = \"\"\"{ ${1}\n{ ${2} {\"\"\"",
                    "u = ['{', /{/, \"{'\"].collect { it - '\"' }")) {
                assertThat(kernel.execute(new Cell(3, "Task3", (line + "\n").repeat(250)))
                                .failure())
                        .as(line)
                        .isNull();
            }
        }
    }

    @Test
    void whatMerelySpeaksOfALimitIsASyntaxErrorStill() {
        try (GroovyKernel kernel = new GroovyKernel()) {
            Failure failure = kernel.execute(
                            new Cell(1, "Task1", "x = = 'General error during class generation: Method too large: '"))
                    .failure();

            assertThat(failure.kind()).isEqualTo(Kind.SYNTAX);
        }
    }

    private static void onASmallStack(Runnable task) throws InterruptedException {
        Thread thread = new Thread(null, task, "task", SMALL_STACK);
        thread.start();
        thread.join();
    }
}
