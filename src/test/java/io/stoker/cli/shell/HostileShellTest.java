package io.stoker.cli.shell;

import static io.stoker.HostileText.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.HostileText;
import io.stoker.client.multi.LiveText;
import io.stoker.task.StokerException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shell shows of tasks' output and failures: nothing in it is obeyed by the terminal. */
class HostileShellTest {

    @Test
    void shouldShowLiveOutputAsText() {
        List<String> said = new ArrayList<>();
        LiveLines lines = new LiveLines(said::add);
        lines.accept(new LiveText(0, false, TEXT));
        lines.end();
        assertThat(said)
                .isNotEmpty()
                .allSatisfy(HostileText::assertOneLine)
                .allSatisfy(line -> assertThat(line).startsWith("[0:stdout] "));
    }

    @Test
    void shouldShowProblemsAsText() {
        for (Throwable problem : List.of(new StokerException(TEXT), new IllegalStateException(TEXT), new Error(TEXT))) {
            HostileText.assertShownAsText(Problems.text(problem, false));
            HostileText.assertShownAsText(Problems.text(problem, true));
        }
    }
}
