package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel.Limit;
import io.stoker.kernel.Kernel.Pulled;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroovyApplyTest extends KernelFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "square",
                " square ",
                "twice.square",
                "{ x -> x * x }",
                "{ it * it }",
                "x -> x * x",
                "def sq(x) { x * x }",
                "def sq(int x) { x }\ndef sq(long x) { x * x }",
                "{ x, y -> x * y }.curry(2) >> { it * it / 4 as long }",
                "this.&square",
                "closure"
            })
    void aFunctionIsANameASourceOrAnExpression(String function) {
        run("def square(x) { x * x }\nclosure = { it * it }\ntwice = [square: this.&square]");
        List<String> names = kernel.names();
        assertThat(map(function.replace("\\n", "\n"), 2L, 3L)).isEqualTo(List.of(4L, 9L));
        assertThat(kernel.names()).isEqualTo(names);
    }

    @Test
    void aMethodOfJavaMayBeApplied() {
        assertThat(map("Math.&sqrt", 4, 9.0)).isEqualTo(List.of(2.0, 3.0));
        assertThat(map("String.&toUpperCase", "a", "b")).isEqualTo(List.of("A", "B"));
        assertThat(apply("Math.&max", List.of(List.of(1, 2), List.of(4, 3)))).isEqualTo(List.of(2, 4));
    }

    @Test
    void aRowIsAllArgumentsOfACall() {
        assertThat(apply("{ a, b = 7 -> [a, b] }", List.of(List.of(1, 2), List.of(3))))
                .isEqualTo(List.of(List.of(1, 2), List.of(3, 7)));
        assertThat(apply("{ it }", List.of(Collections.singletonList(null), List.of(), List.of(List.of(1)))))
                .isEqualTo(Arrays.asList(null, null, List.of(1)));
        assertThat(apply("{ it.length }", List.of(List.of((Object) new int[3]))))
                .isEqualTo(List.of(3));
        assertThat(apply("{ 1 }", List.of())).isEqualTo(List.of());
        assertThat(apply("{ Object[] all -> all.size() }", List.of(List.of(1, 2), List.of())))
                .isEqualTo(List.of(2, 0));
    }

    @Test
    void aFunctionUsesTheNamespaceAndMayCallItself() {
        run("n = 10; total = 0");
        assertThat(map("def f(x) { x < 1 ? n : 1 + f(x - 1) }", 0, 5)).isEqualTo(List.of(10, 15));
        assertThat(map("{ total += it }", 1, 2, 3)).isEqualTo(List.of(1, 3, 6));
        assertThat(value("total")).isEqualTo(6);
        assertThat(kernel.names()).containsExactly("n", "total");
    }

    @Test
    void whatIsNoFunctionIsNamed() {
        run("n = 10");
        assertThat(notApplied("n", List.of()).message()).isEqualTo("'n' is not a function but a java.lang.Integer");
        assertThat(notApplied("n * 2", List.of()).message())
                .isEqualTo("'n * 2' is not a function but a java.lang.Integer");
        assertThat(notApplied("null", List.of()).message()).contains("'null' is");
        assertThat(notApplied("f", List.of()).message()).isEqualTo("'f' is not defined; there is n");
        assertThat(notApplied("'a' + f", List.of()).message()).startsWith("cannot call ''a' + f': No such property: f");
        for (String source : List.of(
                "", "f = { 1 }", "def f = { 1 }", "n += 1", "{ 1 }\n{ 2 }", "class A {}", "(", "if (n) { n }")) {
            Failure failure = notApplied(source, List.of());
            assertThat(failure.kind()).as(source).isEqualTo(Kind.SYNTAX);
            assertThat(failure.text()).startsWith("cannot call '" + source.replace('\n', ' ') + "': SyntaxError: ");
        }
        assertThat(kernel.names()).containsExactly("n");
    }

    @Test
    void aRowThatThrowsIsNamedWithItsArguments() {
        run("\ndef f(x, y) {\n  y/x }");
        Failure failure = notApplied("f", List.of(List.of(1.0, 2.0), List.of(0.0, "a"), List.of()));
        assertThat(failure.kind()).isEqualTo(Kind.USER_CODE);
        assertThat(failure.type()).isEqualTo("groovy.lang.MissingMethodException");
        failure = notApplied("f", List.of(List.of(1.0, 2.0), List.of(BigDecimal.ZERO, BigDecimal.ONE)));
        assertThat(failure.type()).isEqualTo("java.lang.ArithmeticException");
        assertThat(failure.text())
                .isEqualTo(
                        "at element 1, of [0, 1]: java.lang.ArithmeticException: Division by zero\n  at f(Task1.groovy:3)");
        failure = notApplied("{ x ->\n 1.0/(x.size() - 1000) }", List.of(List.of("x".repeat(1_000))));
        assertThat(failure.text())
                .startsWith("at element 0, of ['xxx")
                .contains(
                        "xx… (cut): java.lang.ArithmeticException",
                        "(Applied.groovy:2)",
                        "  > 2 |  1.0/(x.size() - 1000) }");
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.text()).hasSizeLessThan(600);
    }

    @Test
    void aRowThatCannotBeShownIsStillNamed() {
        Object bare = value("class E { String toString() { throw new Error('mine') } }\nnew E()");
        assertThat(notApplied("{ throw new Exception('no') }", List.of(Collections.singletonList(bare)))
                        .message())
                .isEqualTo("at element 0, of [(cannot be shown: it threw java.lang.Error: mine)]: no");
    }

    @Test
    void errorsOfTheVirtualMachineAreThoseOfTheRow() {
        assertThat(notApplied("def f(x) { f(x + 1) }", List.of(List.of(1))).type())
                .isEqualTo("java.lang.StackOverflowError");
        assertThat(notApplied("{ new long[Integer.MAX_VALUE] }", List.of(List.of(1)))
                        .type())
                .isEqualTo("java.lang.OutOfMemoryError");
        assertThat(notApplied("{ throw new io.stoker.task.TaskRejectException('no GPU') }", List.of(List.of(1)))
                        .kind())
                .isEqualTo(Kind.REJECTED);
    }

    @Test
    void aResultThatCannotTravelIsNamedByItsRow() {
        Failure failure =
                notApplied("{ it == 2 ? [owner: Thread.currentThread()] : it }", List.of(List.of(1), List.of(2)));
        assertThat(failure.kind()).isEqualTo(Kind.PULL);
        assertThat(failure.message())
                .startsWith("cannot bring the results of map: the result of element 1.owner is a java.lang.Thread");
        assertThat(notApplied("{ \"${ -> 1 / 0 }\" }", List.of(List.of(1))).message())
                .startsWith("cannot bring the results of map: the result of element 0 could not be read");
        assertThat(notApplied("{ new byte[60_000] }", List.of(List.of(1), List.of(2)))
                        .message())
                .contains("it takes more than the 100000 bytes that a value may have", "(stoker.limit)");
        assertThat(notApplied("{ new byte[100_001] }", List.of(List.of(1), List.of(2)))
                        .message())
                .contains("the result of element 0 takes 100001 bytes");
    }

    @Test
    void anInterruptEndsItWithinARowAndBetweenRows() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        kernel.push(Map.of("started", started));
        CompletableFuture<Pulled> applied = CompletableFuture.supplyAsync(
                () -> kernel.apply(7, "{ started.countDown(); while (it) {} }", 0, List.of(List.of(true)), LIMIT));
        started.await();
        kernel.interrupt(7);
        assertThat(applied.get().failure()).extracting(Failure::kind).isEqualTo(Kind.INTERRUPTED);
        kernel.interrupt(8);
        List<List<Integer>> endless = Collections.nCopies(Integer.MAX_VALUE, List.of(1));
        assertThat(kernel.apply(8, "String.&valueOf", 0, endless, LIMIT).failure())
                .extracting(Failure::kind)
                .isEqualTo(Kind.INTERRUPTED);
        assertThat(kernel.apply(9, "{ it }", 0, List.of(List.of(1)), new Limit(100, "x"))
                        .failure())
                .isNull();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatIsAppliedOftenIsCompiledOnce() {
        run("classes = [] as Set");
        for (int i = 0; i < 3; i++) {
            map("{ classes << getClass().name + System.identityHashCode(getClass()); 1 }", 1, 2);
        }
        assertThat(value("classes.size()")).isEqualTo(1);
    }
}
