package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaClassChangesTest extends KernelFixture {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Integer.metaClass.plus = { Integer o -> 42 } | i = 1; i + 1 | 2 | 42",
                "ArrayList.metaClass.size = { -> -1 } | [1, 2, 3].size() | 3 | -1",
                "String.metaClass.toUpperCase = { -> 'no' } | 'a'.toUpperCase() | A | no",
                "String.metaClass.static.valueOf = { Object o -> 'no' } | String.valueOf(1 as Object) | 1 | no",
                "Thread.start { Long.metaClass.plus = { Long o -> 42L } }.join() | l = 1L; l + 1L | 2 | 42"
            })
    void aClearTakesBackWhatSourcesHaveChanged(String change, String source, String before, String changed) {
        assertThat(value(source)).hasToString(before);
        run(change);
        assertThat(value(source)).hasToString(changed);
        kernel.clear();
        assertThat(value(source)).hasToString(before);
    }

    @Test
    void aMethodThatWasAddedIsGone() {
        run("String.metaClass.shout = { -> delegate.toUpperCase() + '!' }");
        assertThat(value("'a'.shout()")).isEqualTo("A!");
        kernel.clear();
        assertThat(execute("'a'.shout()").failure()).isNotNull();
        run("String.metaClass.shout = { -> 'again' }");
        assertThat(value("'a'.shout()")).isEqualTo("again");
    }

    @Test
    void aKernelThatIsClosedLeavesNothingBehind() {
        try (GroovyKernel other = new GroovyKernel()) {
            other.execute(new io.stoker.kernel.Kernel.Cell(1, "Task1", "String.metaClass.shout = { -> 'a' }"));
            assertThat(value("'a'.shout()")).isEqualTo("a");
        }
        assertThat(execute("'a'.shout()").failure()).isNotNull();
    }
}
