package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stoker.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A terminal with a person in front of it: types into a command and reads its screen. */
final class Tmux implements AutoCloseable {
    private final String server = "stoker-" + UUID.randomUUID();

    /** Runs a command in a terminal of its own; without tmux the test is skipped. */
    Tmux(Path home, List<String> command) {
        assumeTrue(Programs.succeeds("tmux", "-V"), "there is no tmux");
        List<String> start = new ArrayList<>(
                List.of("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "50", "-e", "STOKER_HOME=" + home));
        // The screen is to be read after the command has ended, too.
        String quoted = "'" + String.join("' '", command) + "'; echo \"ended with code $?\"; cat";
        start.add(quoted);
        tmux(start.toArray(String[]::new));
    }

    /** Types a line and Enter. */
    void type(String line) {
        tmux("send-keys", "-l", line);
        press("Enter");
    }

    /** Types part of a line. */
    void typePart(String text) {
        tmux("send-keys", "-l", text);
    }

    /** Presses keys by their names, as C-c and Tab. */
    void press(String... keys) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
    }

    /** Waits for a text on the screen. */
    void awaitText(String text) {
        await().atMost(SOON).untilAsserted(() -> assertThat(screen()).contains(text));
    }

    /** Waits for what a pattern describes. */
    void awaitMatch(String pattern) {
        await().atMost(SOON).untilAsserted(() -> assertThat(screen()).containsPattern(pattern));
    }

    String screen() {
        return tmux("capture-pane", "-p", "-J", "-S", "-");
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", server));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
