package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IsolationTest extends KernelFixture {

    private void isolated(String... sources) {
        Runnable restore = kernel.isolate();
        Arrays.stream(sources).forEach(this::execute);
        restore.run();
    }

    @Test
    void namesAreWhatTheyWereBefore() {
        run("a = 1; b = 2");
        kernel.push(Map.of("p", 1));
        isolated("a = 'changed'; c = 3; binding.variables.remove('b')", "p = 2", "throw new Exception()");
        assertThat(kernel.names()).containsExactly("a", "b", "p");
        assertThat(value("[a, b, p]")).isEqualTo(Arrays.asList(1, 2, 1));
    }

    @Test
    void namesAreSeenWithinAndObjectsStayChanged() {
        run("list = [1]");
        isolated("seen = list.size(); list << seen + 1");
        assertThat(value("list")).isEqualTo(Arrays.asList(1, 2));
    }

    @Test
    void functionsAreWhatTheyWereBefore() {
        run("def f(x) { x + 1 }\ndef g(x) { f(x) }");
        isolated("def f(x) { x * 100 }\ndef h() { 1 }", "g(1)");
        assertThat(value("g(1)")).isEqualTo(2);
        assertThat(kernel.names()).containsExactly("f", "g");
    }

    @Test
    void classesAndImportsAreWhatTheyWereBefore() {
        run("class A { int n() { 1 } }\nimport java.time.Duration as D");
        isolated("class A { int n() { 2 } }\nclass B { }", "import java.time.Instant as D");
        assertThat(value("new A().n()")).isEqualTo(1);
        assertThat(value("D.name")).isEqualTo("java.time.Duration");
        assertThat(execute("new B()").failure()).isNotNull();
    }

    @Test
    void whatWasClearedMeanwhileStaysCleared() {
        run("a = 1");
        Runnable restore = kernel.isolate();
        kernel.clear();
        run("b = 2");
        restore.run();
        assertThat(kernel.names()).containsExactly("b");
    }
}
