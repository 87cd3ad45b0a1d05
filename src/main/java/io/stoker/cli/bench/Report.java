package io.stoker.cli.bench;

import io.stoker.cli.trial.Table;
import io.stoker.node.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What is printed and kept of a run.
 *
 * @param about what the figures were taken on and with
 * @param tables the figures
 */
record Report(List<String> about, List<Table> tables) {
    static Report of(BenchOptions options, String loadBefore, List<Table> tables) {
        return new Report(
                List.of(
                        "machine: " + Machine.text() + "; load average before: " + loadBefore,
                        "JDK: " + Machine.jdk(),
                        "command: " + options.command()),
                tables);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Table table : tables) {
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.addAll(about);
        return lines;
    }

    List<String> markdown(Instant taken) {
        List<String> lines = new ArrayList<>(List.of("", "## Figures of " + taken.truncatedTo(ChronoUnit.SECONDS), ""));
        about.forEach(line -> lines.add("- " + line));
        for (Table table : tables) {
            lines.add("");
            lines.addAll(table.markdown());
        }
        return lines;
    }

    void appendTo(Path file) {
        try {
            Files.write(file, markdown(Instant.now()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new NodeException("the figures cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
