package io.stoker.cli.remote;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page that {@code stoker watch} shows, as lines without any control character.
 *
 * @param now what is told now
 * @param before what was told some time ago, for the rate; null at the first page
 */
record WatchPage(Snapshot now, @Nullable Snapshot before) {
    private static final int LONGEST_NAME = 40;

    /** The three at the top, an empty one, the names of columns, and how many engines more there are. */
    private static final int LINES_BESIDE_ENGINES = 6;

    /** An empty one, and a heading. */
    private static final int LINES_BESIDE_FAILURES = 2;

    private String engines() {
        List<JsonObject> engines = now.engines();
        long silent =
                engines.stream().filter(engine -> !engine.flag("reachable")).count();
        long busy = engines.stream()
                .filter(engine -> engine.number("held") > 0 && engine.flag("reachable"))
                .count();
        return engines.size()
                + (engines.isEmpty() ? "" : ", " + busy + " busy")
                + (silent == 0 ? "" : ", " + silent + " silent");
    }

    /** A line for people who read no page. */
    String line() {
        return now.at().truncatedTo(ChronoUnit.SECONDS) + "  " + Status.tasks(now.counts()) + "; engines " + engines()
                + speed();
    }

    /**
     * The page.
     *
     * @param height how many lines fit; there are at most so many
     */
    List<String> lines(int height) {
        List<String> lines = new ArrayList<>();
        lines.add("stoker  " + now.url() + "  " + now.at().truncatedTo(ChronoUnit.SECONDS));
        lines.add("tasks    " + Status.tasks(now.counts()) + speed());
        lines.add("engines  " + engines());
        List<String> failures = failures();
        int beside = failures.isEmpty() ? 0 : LINES_BESIDE_FAILURES + failures.size();
        addEngines(lines, Math.max(1, height - LINES_BESIDE_ENGINES - beside));
        if (!failures.isEmpty()) {
            lines.add("");
            lines.add("failed last");
            lines.addAll(failures);
        }
        return lines.size() <= height ? lines : lines.subList(0, Math.max(0, height));
    }

    private void addEngines(List<String> lines, int most) {
        Map<String, JsonObject> running = now.byEngine();
        Columns columns = new Columns("(engine)", "state", "(holds)", "host", "(task)", "(for)", "name", "labels");
        now.engines().stream().limit(most).forEach(engine -> {
            JsonObject task = running.getOrDefault(engine.text("id"), JsonObject.EMPTY);
            columns.row(
                    engine.text("id"),
                    Engines.state(engine),
                    engine.text("held"),
                    Output.shown(engine.text("host"), LONGEST_NAME),
                    task.text("id"),
                    TaskList.ran(task, now.at()),
                    Output.shown(task.text("name"), LONGEST_NAME),
                    TaskList.labels(task));
        });
        lines.add("");
        lines.addAll(columns.lines());
        if (now.engines().size() > most) {
            lines.add("and " + (now.engines().size() - most) + " more");
        }
    }

    private List<String> failures() {
        return now.failures().stream()
                .map(task -> String.format(
                        Locale.ROOT,
                        "%8s  %-9s  %9s ago  %s",
                        task.text("id"),
                        task.text("state"),
                        TaskList.ago(task.text("completed"), now.at()),
                        Output.shown((task.text("name") + " " + task.text("error")).strip(), 200)))
                .toList();
    }

    /** How many tasks end in a second, and when the last of them will at that rate. */
    private String speed() {
        if (before == null) {
            return "";
        }
        double seconds = Duration.between(before.at(), now.at()).toMillis() / 1e3;
        double rate = seconds <= 0 ? 0 : Math.max(0, now.ended() - before.ended()) / seconds;
        return String.format(Locale.ROOT, "; %.1f/s", rate)
                + (rate > 0 && now.open() > 0 ? ", " + left(rate) + " left" : "");
    }

    private String left(double rate) {
        return Durations.shown(Duration.ofSeconds((long) Math.ceil(now.open() / rate)));
    }
}
