package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagicSourceTest {
    @Test
    void shouldMakeCallsOfMagics() {
        assertThat(groovy("%px a = 10")).isEqualTo("magic('%px', 'a = 10')");
        assertThat(groovy("  %result")).isEqualTo("magic('%result', '')");
        assertThat(groovy("%result 3\n")).isEqualTo("magic('%result', '3')\n");
        assertThat(groovy("%px println 'a\\n'")).isEqualTo("magic('%px', 'println \\'a\\\\n\\'')");
    }

    @Test
    void shouldNotTakeABackslashInACommentForAnEscape() {
        assertThat(groovy("// in C:\\\n%px a = 10")).isEqualTo("// in C:\\\nmagic('%px', 'a = 10')");
        assertThat(groovy("/* a \\*/\n%px a = 10")).isEqualTo("/* a \\*/\nmagic('%px', 'a = 10')");
    }

    @Test
    void shouldKeepTheLinesOfAllOtherStatements() {
        assertThat(groovy("a = 1\n%px for (i in 1..2) {\n  println i\n}\nb = a\n%result\n"))
                .isEqualTo(
                        "a = 1\nmagic('%px', 'for (i in 1..2) {\\n  println i\\n}')\n\n\nb = a\nmagic('%result', '')\n");
        assertThat(groovy("for (i in 1..2) {\n    %px a = 1\n}\n"))
                .isEqualTo("for (i in 1..2) {\nmagic('%px', 'a = 1')\n}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 17\n  % 5",
                "x = 17\n% 5",
                "x = 17\n%5",
                "x = 17\n%y",
                "x = 17\n  %result",
                "x = (17\n%result)",
                "f(1,\n%px\n)",
                "x =\n%px",
                "x = 17 \\\n%px",
                "text = '''\n%px a = 1\n'''",
                "text = \"\"\"it's\n%px a = 1\n\"\"\"",
                "/*\n%px a = 1\n*/",
                "// %px a = 1",
                "x = 5; println x %px",
                "%px(1)",
                "text = $/\n%px a = 1\n/$",
                "text = $/ it's ${x} \"\n%px a = 1\n/$",
                "text = /one\n%px a = 1\n/",
                "text = /one ${x}\n%px a = 1\n/",
                "text = \"\"\"${ ['\"': \"\"\"it's\"\"\"].size() }\n%px a = 1\n\"\"\"",
                "text = \"\"\"${x}\n%px a = 1",
                "x = y /\n%px a = 1",
                "x = 17 \\\n%px a = 1",
                "f(/* ) */\n%px a = 1\n)",
                "x = '''\n\\'''\n%px a = 1\n'''"
            })
    void shouldTakeNoOperatorAndNoTextForAMagic(String source) {
        assertThat(groovy(source)).isEqualTo(source);
        assertThat(MagicSource.of(source, false).endsInMagic()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 17\n%px a = 1",
                "// it's a comment\n%px a = 1",
                "if (x) {\n%px a = 1\n}",
                "f {\n  x ->\n  %px a = 1\n}",
                "x = [1,\n  2]\n%px a = 1",
                "x = 'a' // %\n\n%px a = 1",
                "%px b = 'open\n%px a = 1",
                "x = 'say \"hi\"'.replaceAll(/\"/, '')\n%px a = 1",
                "x = 'a(b(c'.split(/\\(/)\n%px a = 1",
                "x = 'http://x//'.replaceAll(/\\/*\\z/, '')\n%px a = 1",
                "x = /[{(/\n%px a = 1",
                "x = ~/it's/\n%px a = 1",
                "x = y =~ /\"${z}(/\n%px a = 1",
                "x = $/ \" ( ' [ ${1} $$ $/ /$\n%px a = 1",
                "x = $/it's a \\/$\n%px a = 1",
                "x = \"${[\"a\": \"}\"]}(\"\n%px a = 1",
                "x = \"\"\"\"(\"\"\"\n%px a = 1",
                "x = \"it's\\\" (\"\n%px a = 1",
                "x = a / b / (c)\n%px a = 1",
                "x = '😀(' // 😀 (\n%px a = 1",
                "i++\n%px a = 1",
                "import java.util.*\n%px a = 1",
                "/* it's ( */ x = 1 /* \" */\n%px a = 1",
                "x = y?[0]\n%px a = 1",
                "#!/usr/bin/env stoker '(\n%px a = 1",
                "x = 1\r\n%px a = 1"
            })
    void shouldFindWhereAStatementBegins(String source) {
        assertThat(groovy(source)).contains("magic('%px', 'a = 1')");
    }

    @Test
    void shouldSendAllThatIsTypedWhenToldTo() {
        assertThat(MagicSource.of("a = 'x'\nb = 2", true).groovy()).isEqualTo("magic('auto', 'a = \\'x\\'\\nb = 2')\n");
        assertThat(groovy("a = 1\n%autopx\nb = 2\nc = 3\n%autopx\nd = 4"))
                .isEqualTo("a = 1\nmagic('%autopx', 'true')\nmagic('auto', 'b = 2\\nc = 3')\n\n"
                        + "magic('%autopx', 'false')\nd = 4");
        assertThat(MagicSource.of("%px a = 1", true).groovy()).isEqualTo("magic('%px', 'a = 1')");
    }

    @Test
    void shouldTellWhetherTheLastStatementIsAMagic() {
        assertThat(MagicSource.of("a = 1\n%px a = 1 // so\n\n// done", false).endsInMagic())
                .isTrue();
        assertThat(MagicSource.of("%px a = 1\na", false).endsInMagic()).isFalse();
        assertThat(MagicSource.of("a", true).endsInMagic()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%foo            | there is no magic %foo; there are %px CODE, %autopx, %result [NUMBER]",
                "%px             | %px needs source to execute, as in %px a = 10",
                "%result x       | %result takes the number of an execution, as in %result 3, but 'x' is not one",
                "%result 0       | %result takes the number of an execution, as in %result 3, but '0' is not one",
                "%autopx off     | %autopx takes no argument, but has 'off'",
            })
    void shouldSayWhatItDoesNotUnderstand(String source, String message) {
        assertThatThrownBy(() -> groovy(source))
                .isInstanceOf(StokerException.class)
                .hasMessage(message);
        assertThat(MagicSource.isIncomplete(source)).isFalse();
    }

    @Test
    void shouldRefuseToCutABlockInTwo() {
        assertThatThrownBy(() -> groovy("if (x) {\n%autopx\n}"))
                .hasMessage("%autopx cannot be used inside a block here");
        assertThatThrownBy(() -> MagicSource.of("if (x) {\n%px a = 1\n}", true))
                .hasMessage("%px cannot be used inside a block here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%px for (i in 1..3) {", "%px if (a)", "%px a = [1,", "a = 1\n%px f(", "if (x) {\n%px a = 1"})
    void shouldWaitForTheRest(String source) {
        assertThat(MagicSource.isIncomplete(source)).isTrue();
        assertThatThrownBy(() -> new LineParser().parse(source, source.length(), ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%px a = 1", "%px a = )", "%px println 'it'", "%autopx", "%result 3", "%px f(\n1)"})
    void shouldNotWaitForWhatIsCompleteOrWrong(String source) {
        assertThat(MagicSource.isIncomplete(source)).isFalse();
    }

    private static String groovy(String source) {
        return MagicSource.of(source, false).groovy();
    }
}
