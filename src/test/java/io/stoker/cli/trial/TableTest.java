package io.stoker.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table(
            List.of("load", "tasks/s", "p99 ms"),
            List.of(List.of("batches", "12,345", ""), List.of("one", "7", "1.5")));

    @Test
    void shouldAlignNamesToTheLeftAndFiguresToTheRight() {
        assertThat(table.lines())
                .containsExactly(
                        "load     tasks/s  p99 ms", //
                        "batches   12,345",
                        "one            7     1.5");
    }

    @Test
    void shouldBeReadableAsMarkdown() {
        assertThat(table.markdown())
                .containsExactly(
                        "| load    | tasks/s | p99 ms |",
                        "| ------- | ------: | -----: |",
                        "| batches |  12,345 |        |",
                        "| one     |       7 |    1.5 |");
    }

    @Test
    void shouldRefuseARowThatDoesNotFit() {
        List<List<String>> rows = List.of(List.of("1", "2"));

        assertThatThrownBy(() -> new Table(List.of("a"), rows)).hasMessage("[1, 2] does not fit under [a]");
    }
}
