package io.stoker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Prometheus's own check of what it is to read. */
public final class Promtool {
    private Promtool() {}

    /**
     * What {@code promtool check} says of this; without promtool the test is skipped.
     *
     * @param input written to its standard input
     * @return empty if it has found nothing to blame
     */
    public static String check(String input, String... arguments) throws IOException, InterruptedException {
        assumeTrue(
                Programs.succeeds("promtool", "--version"),
                "there is no promtool, which is in Debian's package prometheus");
        List<String> command = new ArrayList<>(List.of("promtool", "check"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : output;
    }
}
