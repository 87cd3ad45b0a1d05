package io.stoker.cli.bench;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Screen;
import io.stoker.cli.trial.Table;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.QueueStatus;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a controller takes to serve again when its ledger holds many tasks. */
final class Recovery {
    private static final int BATCH = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** What the store says of it. */
    private static final Pattern READ = Pattern.compile("the ledger in .* was read in (\\d+) ms");
    /** Stays open: no engine has such a property. */
    private static final Task NEVER = Task.of("").depend("neverThere == 1");

    private final BenchOptions options;
    private final Screen screen;

    /**
     * How long it took.
     *
     * @param empty from the start of a launcher to a serving controller, with a ledger that was made just then
     * @param full the same with one that holds these tasks
     * @param reading of it, for opening the store and reading, as the controller's log says
     */
    record Times(int finished, int open, Duration empty, Duration full, Duration reading) {
        Table table(String ledger) {
            return new Table(
                    List.of(
                            "recovery (" + ledger + "), seconds until",
                            "ready, empty ledger",
                            "ready, full ledger",
                            "of it reading"),
                    List.of(List.of(
                            String.format(Locale.ROOT, "%,d finished and %,d open tasks", finished, open),
                            seconds(empty),
                            seconds(full),
                            seconds(reading))));
        }

        private static String seconds(Duration time) {
            return String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e9);
        }
    }

    Recovery(BenchOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    Times measure(String ledger) {
        int open = options.recovery() / 10;
        Map<String, String> settings = options.settings(ledger);
        settings.put("stoker.unmet-dependency-timeout", "1d");
        screen.change("starting a controller with an empty ledger: " + ledger);
        try (OwnCluster cluster = OwnCluster.start(options.engines(), settings, screen::mute)) {
            cluster.awaitReady();
            Duration empty = cluster.age();
            fill(cluster, open);
            cluster.end();
            screen.change("starting a controller with a full ledger: " + ledger);
            try (OwnCluster again = cluster.again(options.engines(), settings, screen::mute)) {
                again.awaitReady();
                Duration full = again.age();
                check(again, open);
                Duration reading = reading(again.logs().resolve("controller.log"));
                again.end();
                again.removeFiles();
                return new Times(options.recovery(), open, empty, full, reading);
            }
        }
    }

    private void fill(OwnCluster cluster, int open) {
        try (Stoker stoker = cluster.connect(cluster.awaitReady())) {
            TaskClient tc = stoker.taskClient();
            for (int done = 0; done < options.recovery(); done += BATCH) {
                screen.change(String.format(Locale.ROOT, "running tasks: %,d of %,d", done, options.recovery()));
                int some = Math.min(BATCH, options.recovery() - done);
                tc.barrier(PATIENCE, tc.runAll(Collections.nCopies(some, Load.NO_OP), PATIENCE));
            }
            for (int done = 0; done < open; done += BATCH) {
                tc.runAll(Collections.nCopies(Math.min(BATCH, open - done), NEVER), PATIENCE);
            }
        }
    }

    private void check(OwnCluster cluster, int open) {
        try (Stoker stoker = cluster.connect(cluster.awaitReady())) {
            QueueStatus status = stoker.taskClient().queueStatus();
            if (status.scheduled() != open || status.succeeded() != options.recovery()) {
                throw new StokerException("the ledger does not hold the rows that were put into it: " + status);
            }
        }
    }

    private static Duration reading(Path log) {
        try {
            return Files.readAllLines(log).stream()
                    .map(READ::matcher)
                    .filter(Matcher::find)
                    .map(found -> Duration.ofMillis(Long.parseLong(found.group(1))))
                    .reduce((first, last) -> last)
                    .orElseThrow(() -> new StokerException("nothing in " + log + " says how long the ledger was read"));
        } catch (IOException e) {
            throw new StokerException("the log of the controller cannot be read: " + e, e);
        }
    }
}
