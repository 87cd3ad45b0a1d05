package io.stoker.kernel.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel.Sources;
import io.stoker.kernel.Output;
import io.stoker.kernel.Output.Capture;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions as source, into a namespace and out of it. */
class GroovyFunctionsTest extends KernelFixture {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ x -> x * x }                              | 9",
                "{ it * 2 }                                  | 6",
                "{ it * 2 }; // and a comment                | 6",
                "{ x, y = 10 -> x + y }                      | 13",
                "{ -> 1 }                                    | (none)",
                "def square(x) { x * x }                     | 9",
                "static <T> T f(T x) { x }                   | 3",
                "@groovy.transform.Memoized /* c */ int f(int x) { -x }  | -3",
                "(x) -> x + 1                                | 4",
                "x -> x + 1                                  | 4",
                "def fact(n) { n < 2 ? 1 : n * fact(n - 1) } | 6",
                "{ n -> n < 2 ? 1 : n * f(n - 1) }           | 6",
                "{ x -> [1, 2].collect { it + x }.sum() }    | 9",
                "{ x -> new Object() { int v() { x } }.v() } | 3"
            })
    void aFunctionIsDefinedByItsSource(String source, String result) {
        define("f", source.replace("\\n", "\n"));
        assertThat(String.valueOf(execute("f(3)").value())).isEqualTo(result.equals("(none)") ? "null" : result);
        assertThat(kernel.names()).containsExactly("f");
    }

    @Test
    void aFunctionIsBoundUnderTheNameOfItsEntryOnly() {
        run("fact = 'mine'");
        define("factorial", "def fact(n) { n < 2 ? 1 : n * fact(n - 1) }");
        assertThat(value("[factorial(4), fact]")).isEqualTo(List.of(24, "mine"));
    }

    @Test
    void overloadedFunctionsAreOne() {
        define("f", "def f(a) { a }\n\ndef f(a, b) { a + b }");
        assertThat(value("[f(1), f(1, 2)]")).isEqualTo(List.of(1, 3));
    }

    @Test
    void definedFunctionsCallEachOtherAndUseTheNamespace() {
        Map<String, String> both = new LinkedHashMap<>();
        both.put("even", "def even(n) { n == 0 ? yes : odd(n - 1) }");
        both.put("odd", "{ n -> n == 0 ? no : even(n - 1) }");
        assertThat(kernel.define(1, both)).isNull();
        kernel.push(Map.of("yes", "y", "no", "n"));
        assertThat(value("[even(4), even(3), [2].collect(even)]")).isEqualTo(List.of("y", "n", List.of("y")));
    }

    @Test
    void aDefinitionReplacesOneFromASource() {
        run("def g(x) { x }; def f(x) { g(x) }");
        define("g", "{ x -> x + 10 }");
        assertThat(value("f(1)")).isEqualTo(11);
        run("def g(x) { x + 100 }");
        assertThat(value("f(1)")).isEqualTo(101);
    }

    @Test
    void aDefinedFunctionMayHaveTheNameOfABuiltInAndMayPrint() {
        define("sleep", "def sleep(long x) { x == 0 ? 'awake' : sleep(x - 1) }");
        define("say", "{ println it; it }");
        try (Capture capture = Output.capture()) {
            assertThat(map("sleep", 3)).isEqualTo(List.of("awake"));
            assertThat(map("say", "a", "b")).isEqualTo(List.of("a", "b"));
            assertThat(capture.stdout().lines()).containsExactly("a", "b");
        }
    }

    @Test
    void theImportsAndClassesOfTheNamespaceHoldInADefinitionAndItsOwnDoNotLeak() {
        run("import java.time.Duration\nclass P { int v = 5 }");
        define(
                "f",
                "import java.time.Instant\n{ [Duration.ofDays(it).toHours(), new P().v, Instant.EPOCH.epochSecond] }");
        assertThat(value("f(1)")).isEqualTo(List.of(24L, 5, 0L));
        assertThat(execute("Instant.EPOCH").failure()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "",
                "// nothing",
                "import java.util.List",
                "x = 2; { it * x }",
                "{ 1 }\n{ 2 }",
                "f = { 1 }",
                "def f = { 1 }",
                "class A { def f(x) { x } }",
                "def f(x) { x }\ndef g(x) { x }",
                "def f(x) { x }\nf(1)",
                "{ 1 }()",
                "Math.&sqrt",
                "if (true) { 1 }",
                "null"
            })
    void whatIsNoFunctionIsNotDefined(String source) {
        Failure failure = undefined(Map.of("f", source));
        assertThat(failure.kind()).isEqualTo(Kind.SYNTAX);
        assertThat(failure.message()).startsWith("'f' is not defined: this is not a function; ");
        assertThat(failure.text()).startsWith("'f' is not defined: SyntaxError: this is not a function; ");
        assertThat(kernel.names()).isEmpty();
        assertThat(execute("new A()").failure()).isNotNull();
    }

    @Test
    void aSyntaxErrorNamesTheEntryAndItsPlaceAndNothingIsDefined() {
        Map<String, String> functions = new LinkedHashMap<>();
        functions.put("good", "{ 1 }");
        functions.put("bad", "{ x ->\r\n  x = ) }");
        Failure failure = undefined(functions);
        assertThat(failure.kind()).isEqualTo(Kind.SYNTAX);
        assertThat(List.of(failure.line(), failure.column())).containsExactly(2, 7);
        assertThat(failure.text())
                .startsWith("'bad' is not defined: SyntaxError: Unexpected input: ')'\n"
                        + "  at Function_bad.groovy:2, column 7\n  > 2 |   x = ) }");
        assertThat(kernel.names()).isEmpty();
        assertThat(undefined(Map.of("f", "x = 1\n\n  y = 2")).line()).isEqualTo(3);
        assertThat(undefined(Map.of("f", "x -> )")).column()).isEqualTo(3);
    }

    @Test
    void aNameThatIsNoIdentifierDoesNoHarm() {
        define("my f/" + "x".repeat(100_000), "{ 1 }");
        assertThat(kernel.names()).hasSize(1);
    }

    @Test
    void aDefinitionThatIsInterruptedDefinesNothing() {
        kernel.interrupt(1);
        assertThat(kernel.define(1, Map.of("f", "{ 1 }")))
                .extracting(Failure::kind)
                .isEqualTo(Kind.INTERRUPTED);
        assertThat(kernel.names()).isEmpty();
    }

    @Test
    void anErrorInADefinedFunctionShowsWhereItWas() {
        define("f", "def f(x) {\n  1.0/x\n}");
        assertThat(execute("f(0)").failure())
                .extracting(Failure::text)
                .asString()
                .contains("at f(Function_f.groovy:2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f(x) { x }",
                "{ x -> x * x }",
                "{ it }",
                "x -> x + 1",
                "@Deprecated\n  /* between */\n  def f(a,\n  b = '}') { // { not this\n  [a, b] }",
                "{ 'ü𝄞' + \"${it}\" + '\\u0041' }",
                "{\r\n  it\r\n}",
                "def f(a) { 1 }\n@Deprecated int f(a, b) { 2 }"
            })
    void whatWasDefinedComesBackAndCanBeDefinedElsewhere(String source) {
        define("f", " \n" + source + "; // 𝄞");
        assertThat(source("f")).isEqualTo(source);
        try (GroovyKernel other = new GroovyKernel()) {
            assertThat(other.define(1, Map.of("g", source("f")))).isNull();
            assertThat(other.sources(List.of("g")).functions()).containsExactly(Map.entry("g", source));
        }
    }

    @Test
    void theSourceOfAFunctionOfACellIsCutOutOfIt() {
        run(
                "n = '𝄞ü'; /* 𝄞 */ f = { x -> '𝄞' + x }; g = { 2 }\r\nh = {\r\n  it // }\r\n}; def k(a,\tb = { 1 }) {\n\ta }; i = 1");
        assertThat(source("f")).isEqualTo("{ x -> '𝄞' + x }");
        assertThat(source("g")).isEqualTo("{ 2 }");
        assertThat(source("h")).isEqualTo("{\r\n  it // }\r\n}");
        assertThat(source("k")).isEqualTo("def k(a,\tb = { 1 }) {\n\ta }");
    }

    @Test
    void annotationsAndOverloadsBelongToASource() {
        run(
                "a = 1\n// before\n@Deprecated\n@SuppressWarnings('x') // why\ndef f(a) { 1 }\na = 2\n  static int f(a, b) { 2 } ; b = 3");
        assertThat(source("f"))
                .isEqualTo("@Deprecated\n@SuppressWarnings('x') // why\ndef f(a) { 1 }\nstatic int f(a, b) { 2 }");
        try (GroovyKernel other = new GroovyKernel()) {
            assertThat(other.define(1, Map.of("f", source("f")))).isNull();
        }
    }

    @Test
    void everyWayToAssignAClosureIsTheSame() {
        run("(a, b) = [{ 1 }, { 2 }]; c = d = { 3 }; if (true) { e = { 4 } }; m = [f: { 5 }]; g = m.f; h = x -> x + 1");
        kernel.push(Map.of("i", 0));
        run("i = true ? { 6 } : { 7 }\nbinding.setVariable('j', { 8 }); k = a");
        Sources sources = kernel.sources(List.of("a", "b", "c", "d", "e", "g", "h", "i", "j", "k"));
        assertThat(sources.failure()).isNull();
        assertThat(sources.functions().keySet()).containsExactly("a", "b", "c", "d", "e", "g", "h", "i", "j", "k");
        assertThat(sources.functions().values())
                .containsExactly(
                        "{ 1 }", "{ 2 }", "{ 3 }", "{ 3 }", "{ 4 }", "{ 5 }", "x -> x + 1", "{ 6 }", "{ 8 }", "{ 1 }");
    }

    @Test
    void theSourceIsThatOfWhatTheNameStandsForNow() {
        run("f = { 1 }\ng = f\nf = { 2 }");
        assertThat(List.of(source("f"), source("g"))).containsExactly("{ 2 }", "{ 1 }");
        run("def f(x) { 3 }");
        assertThat(source("f")).isEqualTo("def f(x) { 3 }");
        run("older = f");
        run("def f(x) { 4 }");
        assertThat(source("older")).isEqualTo("def f(x) { 3 }");
        define("f", "{ 5 }");
        assertThat(source("f")).isEqualTo("{ 5 }");
        run("f = f.curry(1)");
        assertThat(unknown("f").type()).isEqualTo("UnknownSource");
        run("f = 6");
        assertThat(unknown("f").type()).isEqualTo("NotAFunction");
    }

    @Test
    void theSameSourceAgainHasTheSameFunctions() {
        for (int i = 0; i < 3; i++) {
            run("f = { 1 }; def g(x) { 2 }");
            assertThat(List.of(source("f"), source("g"))).containsExactly("{ 1 }", "def g(x) { 2 }");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f = Math.&sqrt                               | it is a reference to the method sqrt",
                "f = this.&println                            | it is a reference to the method println",
                "f = { x, y -> x }.curry(1)                   | it was made at run time",
                "f = { it } >> { it }                         | it was made at run time",
                "def memoize(c) { c.memoize() }; f = memoize({ it }) | it was made at run time",
                "def n = 3; f = { it + n }                    | it uses 'n', a local variable",
                "def adder(n) { { x -> x + n } }; f = adder(5) | it uses 'n', a local variable",
                "class A { def g = { 1 } }; f = new A().g     | it belongs to an object",
                "class B { def g(x) { 1 } }; f = new B().&g   | it is a reference to the method g",
                "class C extends Closure { C() { super(null) }; def doCall(x) { x } }; f = new C() | it was made at run time",
                "f = { size() }; f.delegate = [1]             | it was given a delegate",
                "f = new GroovyShell().evaluate('{ -> 1 }')   | it was made at run time",
                "f = x -> '𝄞'                                | it was made at run time"
            })
    void aFunctionThatIsMoreThanItsSourceHasNone(String source, String why) {
        run(source);
        Failure failure = unknown("f");
        assertThat(failure.kind()).isEqualTo(Kind.PULL);
        assertThat(failure.message()).startsWith("the source of 'f' is not known: " + why);
    }

    @Test
    void whatIsMissingOrNoFunctionIsNamed() {
        run("a = 1; b = null; class P { def f(x) { x } }; g = { 1 }");
        kernel.provide("id", 3);
        assertThat(unknown("f").message()).isEqualTo("'f' is not defined; there is a, b, g");
        assertThat(unknown("a").message()).isEqualTo("'a' is not a function but a java.lang.Integer");
        assertThat(unknown("b").message()).isEqualTo("'b' is not a function but null");
        assertThat(unknown("id").message()).isEqualTo("'id' is not a function but a java.lang.Integer");
        assertThat(kernel.sources(List.of("g", "f")).functions()).isEmpty();
        assertThat(kernel.sources(List.of()).functions()).isEmpty();
    }

    @Test
    void aFunctionThatWasKeptElsewhereHasItsSourceAfterAClearToo() {
        run("f = { 1 }");
        Object function = value("f");
        kernel.clear();
        assertThat(unknown("f").type()).isEqualTo("MissingName");
        Map<String, Object> again = Map.of("f", Objects.requireNonNull(function));
        CompletableFuture.runAsync(() -> kernel.push(new LinkedHashMap<>(again)))
                .join();
        assertThat(source("f")).isEqualTo("{ 1 }");
    }
}
