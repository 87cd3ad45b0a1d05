package io.stoker.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.node.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
    private final Variables variables;
    private final Completions completions;

    VariablesTest(@TempDir Path home) {
        variables = new Variables(new Connections(new Profile(home, "test"), Optional.empty()), System.out::println);
        completions = new Completions(variables);
    }

    @Test
    void shouldNumberLinesAndWhatComesOut() {
        assertThat(variables.next()).isEqualTo(1);
        variables.typed("a = 1");
        variables.typed("a + 1");
        variables.brought(2);
        variables.typed("_");
        variables.brought(2);

        assertThat(variables.next()).isEqualTo(4);
        assertThat(variables.getVariable("In")).isEqualTo(List.of("", "a = 1", "a + 1", "_"));
        assertThat(variables.getVariable("Out")).isEqualTo(Map.of(2, 2, 3, 2));
        assertThat(new GroovySession(variables)
                        .run("In[2] + Out[3] + _", "In_4")
                        .value())
                .isEqualTo("a + 122");
    }

    @Test
    void shouldCompleteNames() {
        variables.setVariable("t1", 1);

        assertThat(completions.offers("t")).containsExactly("t1", "tc");
        assertThat(completions.offers("s")).containsExactly("stoker");
        assertThat(completions.offers("")).contains("client", "In", "Out", "stoker");
    }

    @Test
    void shouldCompleteMethodsWithoutConnecting() {
        assertThat(completions.offers("tc.getTask")).contains("tc.getTaskResult(", "tc.getTaskResultAsync(");
        assertThat(completions.offers("tc.get_task")).contains("tc.get_task_result(");
        assertThat(completions.offers("client.T"))
                .containsExactly("client.Task(", "client.TaskClient(", "client.TaskClient()");
        assertThat(completions.offers("mec.get_")).contains("mec.get_ids()", "mec.get_result(", "mec.get_properties()");
        assertThat(completions.offers("mec.zipP")).containsExactly("mec.zipPull(");
        assertThat(completions.offers("mec.act")).containsExactly("mec.activate()");
        assertThat(completions.offers("stoker.engines")).contains("stoker.engines()");
        assertThat(completions.offers("nobody.x")).isEmpty();
    }

    @Test
    void shouldCompleteMagics() {
        assertThat(completions.offers("%")).containsExactly("%px", "%autopx", "%result");
        assertThat(completions.offers("%a")).containsExactly("%autopx");
    }

    @Test
    void shouldFindTheWordToComplete() {
        LineParser parser = new LineParser();

        assertThat(parser.parse("%a", 2, ParseContext.COMPLETE).word()).isEqualTo("%a");
        assertThat(parser.parse("x = 1\n  %", 9, ParseContext.COMPLETE).word()).isEqualTo("%");
        assertThat(parser.parse("x %a", 4, ParseContext.COMPLETE).word()).isEqualTo("a");

        assertThat(parser.parse("println(tc.get", 14, ParseContext.COMPLETE).word())
                .isEqualTo("tc.get");
        assertThat(parser.parse("a = s + b", 5, ParseContext.COMPLETE).word()).isEqualTo("s");
    }
}
