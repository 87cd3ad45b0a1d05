package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.Binding;
import groovy.lang.MissingPropertyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
    private final Binding variables = new Binding();
    private final Evaluator evaluator = new Evaluator(variables);
    private int lines;

    @Test
    void shouldKeepVariables() {
        run("a = 6");
        run("def b = 7");
        run("int c = 1; String d");

        assertThat(run("a * b * c")).isEqualTo(42);
        assertThat(run("d")).isNull();
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
        assertThat(evaluator.run(source, "In_1").isAssignment()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "a = 1; a", "a = 1; a == 2", "import java.time.*", ""})
    void shouldTellWhatIsNone(String source) {
        assertThat(evaluator.run(source, "In_1").isAssignment()).isFalse();
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
                "if (a) { 1 } else"
            })
    void shouldWaitForTheRest(String source) {
        assertThat(Evaluator.isIncomplete(source)).isTrue();
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
                "if (x) 1",
                "",
                "for (i in 1..3) {\n  println i\n}"
            })
    void shouldNotWaitForWhatIsCompleteOrWrong(String source) {
        assertThat(Evaluator.isIncomplete(source)).isFalse();
    }

    private Object run(String source) {
        lines++;
        return evaluator.run(source, "In_" + lines).value();
    }
}
