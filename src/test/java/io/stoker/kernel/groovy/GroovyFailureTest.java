package io.stoker.kernel.groovy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Kernel.Cell;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Frame;
import io.stoker.task.Failure.Kind;
import io.stoker.task.TaskRejectException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroovyFailureTest {
    private final GroovyKernel kernel = new GroovyKernel();

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void aFailureShowsTheFramesAndTheLineOfItsSource() {
        Failure failure = failure(17, "a = 1\n\ndef f(x) {\n    1.0/x\n}\nf(0)");
        assertThat(failure.kind()).isEqualTo(Kind.USER_CODE);
        assertThat(failure.type()).isEqualTo("java.lang.ArithmeticException");
        assertThat(failure.message()).isEqualTo("Division by zero");
        assertThat(failure.line()).isEqualTo(4);
        assertThat(failure.frames())
                .containsExactly(new Frame("f", "Task17.groovy", 4), new Frame("run", "Task17.groovy", 6));
        assertThat(failure.text()).isEqualTo("""
                        java.lang.ArithmeticException: Division by zero
                          at f(Task17.groovy:4)
                          at run(Task17.groovy:6)
                          > 4 |     1.0/x""");
    }

    @Test
    void aFunctionOfAnEarlierTaskIsNamedAfterThatTask() {
        kernel.execute(new Cell(1, "Task1", "def f(x) {\n  x.each { y -> 1.0/y }\n}"));
        assertThat(failure(2, "\nf([0])").text()).isEqualTo("""
                        java.lang.ArithmeticException: Division by zero
                          at closure in f(Task1.groovy:2)
                          at f(Task1.groovy:2)
                          at run(Task2.groovy:2)
                          > 2 | f([0])""");
    }

    @Test
    void theSameSourceInAnotherTaskIsNamedAfterThatTask() {
        failure(1, "nope");
        Failure second = failure(2, "nope");
        assertThat(second.message()).isEqualTo("No such property: nope for class: Task2");
        assertThat(second.frames()).containsExactly(new Frame("run", "Task2.groovy", 1));
    }

    @Test
    void methodsAndConstructorsCarryTheirClass() {
        kernel.execute(new Cell(1, "Task1", "class P {\n P(x) { check(x) }\n def check(x) { 1.0/x }\n}"));
        assertThat(failure(2, "new P(0)").frames())
                .extracting(Frame::function)
                .containsExactly("P.check", "new P", "run");
    }

    @Test
    void causesFollow() {
        assertThat(failure(1, "throw new RuntimeException('outer', new IOException('inner'))")
                        .text())
                .endsWith("\nCaused by: java.io.IOException: inner\n  at run(Task1.groovy:1)");
    }

    @Test
    void theRootIsShownHoweverManyCausesThereAre() {
        String layers =
                "e = new IOException('the disk is full'); %d.times { e = new RuntimeException('layer ' + it, e) }; throw e";
        String text = failure(1, layers.formatted(40)).text();
        assertThat(text)
                .startsWith("java.lang.RuntimeException: layer 39\n")
                .contains("Caused by: java.lang.RuntimeException: layer 35\n")
                .contains("\n… 35 causes in between are omitted\nCaused by: java.io.IOException: the disk is full\n")
                .doesNotContain("layer 34");
        assertThat(failure(2, layers.formatted(6)).text()).contains("layer 0", "the disk is full");
        assertThat(failure(3, layers.formatted(5000)).text())
                .contains("… 4995 causes in between are omitted\n", "the disk is full");
    }

    @Test
    void longMessagesLeaveRoomForTheRoot() {
        String text = failure(
                        1,
                        "e = new IOException('the root of it'); 5.times { e = new RuntimeException('x' * 9000 + it, e);"
                                + " e.addSuppressed(new IOException('y' * 5000)) }\n"
                                + "def f(n) { if (n == 0) throw e; f(n - 1) }\nf(50)")
                .text();
        assertThat(text).contains("Caused by: java.io.IOException: the root of it\n");
        assertThat(text.getBytes(UTF_8)).hasSizeLessThan(Failure.MAX_TEXT_BYTES);
    }

    @Test
    void whatWasSuppressedHasALineEach() {
        String text = failure(
                        1,
                        "e = new RuntimeException('main', new Exception('cause')); "
                                + "e.addSuppressed(new IOException('close failed', new Error('deep')));"
                                + "e.cause.addSuppressed(new IOException('and this')); throw e")
                .text();
        assertThat(text)
                .contains("\n  Suppressed: java.io.IOException: close failed, caused by java.lang.Error: deep\n")
                .endsWith("\n  Suppressed: java.io.IOException: and this");
        assertThat(failure(
                                2,
                                "class R implements Closeable { void close() { throw new IOException('not closed') } }\n"
                                        + "try (def r = new R()) { throw new IllegalStateException('main') }")
                        .text())
                .contains("  Suppressed: java.io.IOException: not closed");
        assertThat(failure(
                                4,
                                "a = new Error('a'); b = new Error('b'); 3.times { b.addSuppressed(new Error('c' + it)) }; "
                                        + "a.addSuppressed(b); throw a")
                        .text())
                .endsWith("  Suppressed: java.lang.Error: b, suppressing java.lang.Error: c0 and 2 more");
        assertThat(failure(3, "e = new Error('m'); 30.times { e.addSuppressed(new Error('s' + it)) }; throw e")
                        .text())
                .contains("Suppressed: java.lang.Error: s9\n", "… and 20 more suppressed");
    }

    @Test
    void theNextExceptionsOfADatabaseAreShown() {
        String text = failure(
                        1,
                        "e = new java.sql.BatchUpdateException('batch', new int[0]);"
                                + "e.setNextException(new java.sql.SQLException('duplicate key'));"
                                + "e.setNextException(new java.sql.SQLException('second'));"
                                + "throw new RuntimeException('saving', e)")
                .text();
        assertThat(text)
                .contains("Caused by: java.sql.BatchUpdateException: batch\n")
                .contains("  Next: java.sql.SQLException: duplicate key\n", "  Next: java.sql.SQLException: second");
    }

    @Test
    void causesThatGoRoundInACircleAreSaidOnce() {
        assertThat(failure(1, "a = new Exception('a'); b = new Exception('b', a); a.initCause(b); throw a")
                        .text())
                .containsOnlyOnce("java.lang.Exception: b")
                .endsWith("Caused by the java.lang.Exception above: the causes form a cycle");
        assertThat(failure(2, "class Selfish extends Exception { Throwable getCause() { this } }\nthrow new Selfish()")
                        .text())
                .endsWith("Caused by the Selfish above: the causes form a cycle");
        assertThat(failure(
                                3,
                                "class Bad extends Exception { Throwable getCause() { throw new Error() } }\nthrow new Bad()")
                        .type())
                .isEqualTo("Bad");
        assertThat(failure(4, "class More extends Exception { Throwable getCause() { new More() } }\nthrow new More()")
                        .text())
                .contains("… 99995 or more causes in between are omitted");
    }

    @Test
    void whatATerminalWouldObeyIsShownAsInASourceAndComesBackWhole() {
        Failure failure = failure(1, "throw new Exception('a\u001b[31m\\0\u202eb\\ud83d', new Error('c\u001b'))");
        assertThat(failure.message()).startsWith("a\u001b[31m\0\u202eb");
        assertThat(failure.text())
                .contains("java.lang.Exception: a\\u001b[31m\\u0000\\u202eb")
                .contains("java.lang.Error: c\\u001b");
        assertThat(failure.text().chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'))
                .isTrue();
        assertThat(failure.summary()).startsWith("java.lang.Exception: a\\u001b");
    }

    @Test
    void aSyntaxErrorPointsToItsPlace() {
        Failure failure = failure(3, "a = 1\n\tfoo(1))");
        assertThat(failure.kind()).isEqualTo(Kind.SYNTAX);
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.column()).isEqualTo(8);
        assertThat(failure.text())
                .isEqualTo(
                        "SyntaxError: Unexpected input: '(1))'\n  at Task3.groovy:2, column 8\n  > 2 | \tfoo(1))\n      | \t      ^");
    }

    @Test
    void aSyntaxErrorFarOutInALineShowsWhatIsAroundIt() {
        Failure failure = failure(3, "a = '" + "x".repeat(300) + "' )" + " ".repeat(300) + "b");
        assertThat(failure.column()).isEqualTo(308);
        String[] lines = failure.text().split("\n");
        assertThat(lines[2]).startsWith("  > 1 | …xxx").endsWith("…").hasSizeLessThan(220);
        assertThat(lines[3]).endsWith("^");
        assertThat(lines[2].charAt(lines[3].length() - 1)).isEqualTo(')');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(3)",
                "java.lang.System.exit(3)",
                "Runtime.runtime.exit(3)",
                "Runtime.getRuntime().halt(3)",
                "[1].each { System.exit(3) }",
                "class X { static go() { System.exit(3) } }; X.go()"
            })
    void anExitIsRefusedAndSaysSo(String source) {
        Failure failure = failure(1, "\n" + source);
        assertThat(failure.kind()).isEqualTo(Kind.USER_CODE);
        assertThat(failure.line()).isEqualTo(2);
        assertThat(failure.message())
                .isEqualTo("a task cannot end its engine; it called exit with 3: use return or throw");
    }

    @Test
    void aTaskThatRefusesItsEngineIsNotAFailureThatItCanCatch() {
        for (String how :
                List.of("stoker.reject('no GPU')", "throw new io.stoker.task.TaskRejectException('no GPU')")) {
            kernel.provide("stoker", new Refuser());
            Failure failure = failure(1, "try { [1].each { " + how + " } } catch (Exception e) { }");
            assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
            assertThat(failure.message()).isEqualTo("no GPU");
        }
    }

    /** As the one of an engine. */
    public static final class Refuser {
        public void reject(String reason) {
            throw new TaskRejectException(reason);
        }
    }

    @Test
    void anExceptionThatCannotBeSerialisedArrivesAsText() {
        assertThat(failure(1, "class N extends Exception { def t = new Thread() }\nthrow new N()")
                        .type())
                .isEqualTo("N");
        assertThat(failure(2, "class S extends Exception { String toString() { throw new Error() } }\nthrow new S()")
                        .type())
                .isEqualTo("S");
    }

    @Test
    void anUnknownClassIsASyntaxError() {
        Failure failure = failure(1, "Foo f = null\nBar b = null");
        assertThat(failure.kind()).isEqualTo(Kind.SYNTAX);
        assertThat(failure.text())
                .contains(
                        "unable to resolve class Foo",
                        "Task1.groovy:1",
                        "unable to resolve class Bar",
                        "Task1.groovy:2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s = 'eeeee'; x = = 1 | 18 | 17", // as wide as it is long
                "s = 'ééééé'; x = = 1 | 18 | 17",
                "s = '😀😀😀😀😀'; x = = 1 | 18 | 22", // two columns each
                "s = '漢字'; x = = 1 | 15 | 16",
                "s = '한글'; x = = 1 | 15 | 16",
                "s = 'ｗｉ'; x = = 1 | 15 | 16",
                "s = 'e\u0301'; x = = 1 | 15 | 13", // an accent on its own takes none
                "s = '𝒜'; x = = 1 | 14 | 13", // a pair of surrogates, one column
            })
    void aCaretStandsBelowTheErrorHoweverWideTheCharactersBeforeItAre(String source, int column, int blanks) {
        Failure failure = failure(1, source);

        assertThat(failure.column()).isEqualTo(column);
        assertThat(failure.text())
                .endsWith(", column " + column + "\n  > 1 | " + source + "\n      | " + " ".repeat(blanks) + "^");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 99, 100, 101, 150, 1000})
    void ofALongLineThatIsShownWhichHasTheErrorInIt(int emoji) {
        String source = "s = '" + "😀".repeat(emoji) + "'; x = = 1; t = '" + "😀".repeat(emoji) + "'";

        String text = failure(1, source).text();
        assertThat(text).contains("x = = 1").doesNotContain("?");
        assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
        assertThat(text.length()).isLessThan(700);
    }

    @Test
    void runningOutOfStackIsAFailureOfTheTask() {
        Failure failure = failure(1, "def f(n) { f(n + 1) }\nf(0)");
        assertThat(failure.type()).isEqualTo("java.lang.StackOverflowError");
        assertThat(failure.frames()).hasSizeLessThanOrEqualTo(100);
        assertThat(failure.text()).contains("  … and ");
        assertAlive();
    }

    @Test
    void runningOutOfHeapIsAFailureOfTheTask() {
        assertThat(failure(1, "a = new long[Integer.MAX_VALUE]").type()).isEqualTo("java.lang.OutOfMemoryError");
        assertAlive();
    }

    @Test
    void anyErrorIsAFailureOfTheTask() {
        assertThat(failure(1, "throw new InternalError('mine')").type()).isEqualTo("java.lang.InternalError");
        assertThat(failure(2, "throw new ThreadDeath()").type()).isEqualTo("java.lang.ThreadDeath");
        assertThat(failure(3, "assert 1 == 2").message()).contains("1 == 2");
    }

    @Test
    void aHugeMessageIsCutAndSaysSo() {
        Failure failure = failure(1, "throw new Exception('é' * 10_000_000, new Exception('x' * 10_000_000))");
        assertThat(failure.message()).endsWith("… (cut, 10,000,000 characters in all)");
        assertThat(failure.message().getBytes(UTF_8).length).isLessThanOrEqualTo(4 << 10);
        assertThat(failure.text().getBytes(UTF_8).length).isLessThanOrEqualTo(16 << 10);
        assertThat(failure.text()).contains("Caused by: java.lang.Exception: xxx");
    }

    @Test
    void manyHugeCausesAreCutAndSaySo() {
        Failure failure = failure(1, "e = null; 9.times { e = new Exception('x' * 5_000, e) }; throw e");
        assertThat(failure.text().getBytes(UTF_8).length).isLessThanOrEqualTo(16 << 10);
        assertThat(failure.text()).contains("… 3 causes in between are omitted\n", "characters in all)\n");
    }

    @Test
    void anExceptionWhoseOwnMethodsThrowIsStillAFailure() {
        assertThat(failure(1, "class E extends Exception { String getMessage() { throw new Error() } }\nthrow new E()")
                        .text())
                .startsWith("E: its getMessage() threw java.lang.Error\n  at run(Task1.groovy:2)");
        assertThat(failure(2, "class F extends Exception { Throwable getCause() { throw new Error() } }\nthrow new F()")
                        .text())
                .startsWith("F\n  at run(Task2.groovy:2)");
        assertThat(failure(3, "class G extends Exception { Throwable getCause() { this } }\nthrow new G()")
                        .type())
                .isEqualTo("G");
    }

    @Test
    void anExceptionWithoutAStackTraceIsStillAFailure() {
        Failure failure =
                failure(1, "class H extends Exception { StackTraceElement[] getStackTrace() { null } }\nthrow new H()");
        assertThat(failure.type()).isEqualTo("H");
        assertThat(failure.frames()).isEmpty();
    }

    @Test
    void anAssertionShowsItsValuesAsGroovyDoes() {
        assertThat(failure(1, "x = [1, 'b', null, [c: 2]]; s = ''\nassert x.size() == s.size() + 5")
                        .message())
                .isEqualTo("""
                        assert x.size() == s.size() + 5
                               | |      |  | |      |
                               | 4      |  | 0      5
                               |        |  ''
                               |        false
                               [1, 'b', null, ['c':2]]""");
        assertThat(failure(2, "x = [1, 'b']\nassert x == 1 : 'not one'").message())
                .isEqualTo("not one. Expression: (x == 1). Values: x = [1, b]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assert endless.size() == 0",
                "assert endless == 0 : 'not empty'",
                "assert endless.size() == 0 : endless",
                "assert [[endless]] == 0",
                "[1].each { assert [a: endless] == it }",
                "class Check { static check(list) { assert list.size() == 0 } }\nCheck.check(endless)"
            })
    void anAssertionAboutAHugeValueShowsTheBeginning(String source) {
        Failure failure = failure(
                1,
                "class Endless extends AbstractList { Object get(int i) { i }; int size() { Integer.MAX_VALUE } }\n"
                        + "endless = new Endless()\n" + source);
        assertThat(failure.type()).endsWith("Error").doesNotContain("OutOfMemory");
        assertThat(failure.message()).contains("0, 1, 2, ", "… (cut)").hasSizeLessThan(6_000);
    }

    private void assertAlive() {
        assertThat(kernel.execute(new Cell(99, "Task99", "alive = true")).failure())
                .isNull();
    }

    private Failure failure(int id, String source) {
        Failure failure = kernel.execute(new Cell(id, "Task" + id, source)).failure();
        assertThat(failure).isNotNull();
        return failure;
    }
}
