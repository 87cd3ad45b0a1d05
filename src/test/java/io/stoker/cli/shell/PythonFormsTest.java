package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type who know the original, and what they are told. */
class PythonFormsTest {
    private final TypedVariables variables = new TypedVariables();
    private final GroovySession session = new GroovySession(variables);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x = True | there is no variable 'True'; Groovy writes true",
                "f(None) | there is no variable 'None'; Groovy writes null",
                "println f(False) | there is no variable 'False'; Groovy writes false",
                "f(x, block=False) | write the option as block: false, because block=… assigns a variable of that name",
                "f(x, block=true) | write the option as block: …, because",
                "[1].each { f(it, pull='a') } | write the option as pull: …, because",
                "def g() { f('a', targets=0) } | write the option as targets: …, because",
                "for i in range(10): | Groovy writes for (x in xs) { … }",
                "if x > 1: | Groovy writes if (x) { … }",
                "while True: | Groovy writes while (x) { … }",
                "def f(x): return x | Groovy writes def f(x) { … }",
                "map(lambda x: x**2, [1, 2]) | Groovy writes { x -> x * x }",
                "lambda x: x**2 | Groovy writes { x -> x * x }",
                "from ipython1.kernel import client | client needs no import",
                "print 'a', 'b' | there is no function 'print'; Groovy writes println",
                "len([1]) | there is no function 'len'; Groovy writes x.size()",
                "[x for x in [1, 2]] | Groovy writes xs.collect { x -> … }",
                "f({'a': 1}) | Groovy writes a map as ['a': 1]",
                "a = 10 # ten | Groovy begins a comment with //",
            })
    void shouldBeToldHowGroovyWritesIt(String source, String said) {
        assertThat(Problems.text(catchThrowable(() -> session.run(source, "In_1")), false))
                .contains(said);
        assertThat(GroovySession.isIncomplete(source)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(block = 1)", "x = )", "class A { def f( }", "switch (x) { case 1:"})
    void shouldNotBeSaidOfGroovyItself(String source) {
        assertThat(Problems.text(catchThrowable(() -> session.run("def f(a) { a }\n" + source, "In_1")), false))
                .as("nothing but the first, whose option would go astray")
                .doesNotContain("Groovy writes");
    }

    @Test
    void shouldLetAssignmentsBeArguments() {
        session.run("def f(a) { a }\nf(id = 3)", "In_1");

        assertThat(variables.getVariable("id")).isEqualTo(3);
    }
}
