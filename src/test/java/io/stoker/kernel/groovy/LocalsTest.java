package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel.Cell;
import io.stoker.task.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalsTest extends KernelFixture {

    private Failure executePulling(String source, String... names) {
        return kernel.execute(new Cell(++cells, "Task" + cells, source, List.of(names)))
                .failure();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int c = 6 * 7",
                "def c = 6 * 7; c++",
                "final String c = 'a'",
                "def (b, c) = [1, 2]",
                "var c = [1]; c << 2",
                "if (true) { int c = 1 }",
                "try { int c = 1 } finally { }",
                "for (int c = 0; c < 3; c++) { }",
                "for (c in 1..3) { }",
                "for (i in 1..3) { def c = i }",
                "try { throw new Exception() } catch (Exception c) { }",
                "@groovy.transform.Field int c = 1",
                "[1, 2].each { int c = it * it }",
                "[1, 2].each { c -> c + 1 }",
                "f = (int c) -> c + 1; f(1)",
                "def f(n) { long c = n; c }; f(1)",
                "def f(c) { c = c + 1; c }; f(1)",
                "while (true) { int c = 1; break }",
                "switch (1) { case 1: int c = 1 }",
                "[1].each { n -> try { n / 0 } catch (c) { n } }",
                "if (true) { def (int b, int c) = [1, 2] }"
            })
    void aSourceThatDeclaresAPulledNameAsLocalIsNotRun(String source) {
        run("c = 'of an earlier task'");
        Failure failure = executePulling("ran = true\n" + source, "c");
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.PULL);
        assertThat(failure.message())
                .contains("'c' cannot be pulled", "line 2", "local variable", "as in c = ...", "nothing was run");
        assertThat(kernel.names()).doesNotContain("ran");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c = 6 * 7",
                "c = 1; [1, 2].each { def c2 = it }",
                "if (true) { int c = 1 }\nc = 2",
                "[1].each { c = it }",
                "[1].each { def c = it }\nc = 3",
                "def f(int c) { c }\nc = f(1)",
                "class A { int c = 1 }\nc = new A().c",
                "(b, c) = [1, 2]",
                "int b = 1; c = b",
                "int c = 1; this.c = c",
                "int c = 1; binding.c = c",
                "def set() { c = 1 }; if (true) { int c = 2 }; set()"
            })
    void aSourceThatAssignsAPulledNameIsRun(String source) {
        assertThat(executePulling(source, "c")).isNull();
        assertThat(kernel.names()).contains("c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum = c; [1, 2].each { def c = it; sum += c }",
                "[1, 2].each { c -> c + 1 }; println c",
                "def twice(c) { 2 * c }; sum = twice(c)",
                "class A { int c = 1; A(int c) { this.c = c } }; sum = new A(1)"
            })
    void aNameThatFunctionsUseForThemselvesIsTheNamespacesWhereTheSourceReadsItToo(String source) {
        run("c = 5");
        assertThat(executePulling(source, "c")).isNull();
    }

    @Test
    void aSourceThatIsKnownAlreadyIsRefusedAsWell() {
        assertThat(executePulling("int c = 1")).isNull();
        assertThat(executePulling("int c = 1", "c")).isNotNull();
    }

    @Test
    void aMissingNameThatWasALocalVariableIsSaidToHaveBeenOne() {
        run("int c = 1");
        Failure failure = kernel.pull(cells, List.of("c"), LIMIT).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.message())
                .isEqualTo(
                        "'c' is not defined; line 1 of the source declares c as a local variable, which ends with the"
                                + " source; assign it without def or a type, as in c = ...");
    }
}
