package io.stoker.cli.chaos;

import io.stoker.cli.trial.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a person reads in the end.
 *
 * @param options what was asked for
 * @param done how often what was done
 * @param findings what came of it
 * @param clusterStarts how often the launcher had to be started because it had given up
 * @param clientStarts how often a client had to be started because it had given up
 * @param took from the first submission to the last result
 */
record ChaosReport(
        ChaosOptions options,
        Map<Fault, Integer> done,
        Findings findings,
        int clusterStarts,
        int clientStarts,
        Duration took) {
    private static final int MOST_EXAMPLES = 10;

    /** All of it, the verdict last. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(faults().lines());
        lines.add("");
        lines.addAll(figures().lines());
        example(lines, "lost", findings.lost());
        example(lines, "doubled", findings.doubled());
        example(lines, "wrong", findings.wrong());
        example(lines, "failed", findings.failed());
        example(lines, "run twice", findings.executions().repeated());
        example(lines, "trouble", findings.troubles());
        lines.add("");
        lines.add(verdict());
        return lines;
    }

    private Table faults() {
        List<List<String>> rows = Arrays.stream(Fault.values())
                .map(fault -> List.of(fault.text(), Integer.toString(done.getOrDefault(fault, 0))))
                .toList();
        return new Table(List.of("fault", "times"), rows);
    }

    private Table figures() {
        ExecutionLog executions = findings.executions();
        return new Table(
                List.of("seed " + options.seed(), ""),
                List.of(
                        row("faults", total()),
                        row("tasks whose id was returned", findings.tasks()),
                        row("lost", findings.lost().size()),
                        row("doubled results", findings.doubled().size()),
                        row("wrong results", findings.wrong().size()),
                        row("failed tasks", findings.failed().size()),
                        row("attempts run twice", executions.repeated().size()),
                        row("runs", executions.runs()),
                        row("tasks that ran, those included whose id was on its way", executions.tasks()),
                        row("re-runs", executions.runs() - executions.tasks()),
                        row("launchers that gave up, and were started again", clusterStarts),
                        row("clients that gave up, and were started again", clientStarts),
                        List.of("longest pause, s", seconds(findings.longestPause())),
                        List.of("minutes", String.format(Locale.ROOT, "%.1f", took.toMillis() / 60_000.0))));
    }

    private static List<String> row(String name, int value) {
        return List.of(name, Integer.toString(value));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }

    private static void example(List<String> lines, String name, List<String> all) {
        all.stream().limit(MOST_EXAMPLES).forEach(text -> lines.add(name + ": " + text));
        if (all.size() > MOST_EXAMPLES) {
            lines.add(name + ": and " + (all.size() - MOST_EXAMPLES) + " more");
        }
    }

    private int total() {
        return done.values().stream().mapToInt(Integer::intValue).sum();
    }

    private String verdict() {
        String what = findings.tasks() + " tasks, " + total() + " faults, "
                + findings.lost().size() + " lost, " + findings.doubled().size() + " doubled, "
                + findings.wrong().size() + " wrong";
        return (findings.isGood() ? "GOOD: " : "BAD: ") + what;
    }
}
