package io.stoker.schedule;

import io.stoker.task.Condition;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says more of why a task waits than the sentence of {@link Reasons}: each a line, of a bounded number. It looks at all
 * engines, and at a bounded number of tasks, and changes nothing.
 */
final class WaitDetails {
    /** So many tasks before it are counted. */
    static final int MOST_COUNTED = 10_000;

    private static final int MOST_ENGINES = 5;
    private static final int MOST_PARTS = 8;
    private static final int LONGEST_PART = 100;

    private final EngineIndex engines;
    private final Exclusions exclusions;
    private final TaskQueue queue;
    private final long unmetTimeout;

    WaitDetails(EngineIndex engines, Exclusions exclusions, TaskQueue queue, long unmetTimeout) {
        this.engines = engines;
        this.exclusions = exclusions;
        this.queue = queue;
        this.unmetTimeout = unmetTimeout;
    }

    /** @param names what an engine is called, by its key */
    List<String> of(QueueEntry entry, long tick, Function<String, String> names) {
        List<String> lines = new ArrayList<>();
        Constraint constraint = entry.subQueue().constraint();
        if (engines.all().isEmpty()) {
            return lines;
        }
        if (constraint.engineClass().isEmpty()) {
            unmet(constraint, entry.task(), tick, lines);
            return lines;
        }
        rejected(entry.task(), tick, names, lines);
        penalties(constraint, tick, names, lines);
        draining(constraint, names, lines);
        lines.add(place(entry));
        return lines;
    }

    private void unmet(Constraint constraint, long task, long tick, List<String> lines) {
        Condition condition = constraint.condition();
        if (condition != null) {
            List<Condition> parts = condition.parts();
            if (parts.size() > 1) {
                parts.stream().limit(MOST_PARTS).forEach(part -> lines.add(met(part)));
                if (parts.size() > MOST_PARTS) {
                    lines.add("and " + (parts.size() - MOST_PARTS) + " more conditions");
                }
            }
            lines.add(
                    "it runs as soon as one engine meets all of it: start such an engine, or set the properties of one"
                            + " that is here");
        }
        OptionalLong since = constraint.unmetSince(task);
        if (since.isPresent()) {
            long left = Math.max(0, since.getAsLong() + unmetTimeout - tick);
            lines.add("if none does, it fails in " + Reasons.seconds(left) + " (stoker.unmet-dependency-timeout)");
        }
    }

    private String met(Condition part) {
        long count = engines.all().stream()
                .filter(engine -> part.test(engine.properties()))
                .count();
        String text = Visible.line(Utf8.head(part.toString(), LONGEST_PART));
        return text + " is met by " + (count == 0 ? "no engine" : Reasons.count((int) count));
    }

    private void rejected(long task, long tick, Function<String, String> names, List<String> lines) {
        Map<EngineState, Long> excluded = exclusions.of(task, tick);
        excluded.entrySet().stream()
                .limit(MOST_ENGINES)
                .forEach(one -> lines.add(names.apply(one.getKey().key())
                        + " has rejected it, and may be given it again in " + Reasons.seconds(one.getValue() - tick)
                        + ", or when its properties change"));
        more(excluded.size(), "have rejected it", lines);
    }

    private void penalties(Constraint constraint, long tick, Function<String, String> names, List<String> lines) {
        List<EngineState> penalised = engines.all().stream()
                .filter(engine -> constraint.engineClass().has(engine) && engine.isPenalised(tick))
                .collect(Collectors.toList());
        penalised.stream()
                .limit(MOST_ENGINES)
                .forEach(engine -> lines.add(names.apply(engine.key()) + " is passed over for "
                        + Reasons.seconds(engine.penaltyEnd() - tick) + ", because its last "
                        + engine.failuresInARow() + " tasks failed (stoker.schedule.failure-penalty)"));
        more(penalised.size(), "are passed over", lines);
    }

    private void draining(Constraint constraint, Function<String, String> names, List<String> lines) {
        List<EngineState> fitting =
                engines.all().stream().filter(constraint.engineClass()::has).toList();
        List<EngineState> draining =
                fitting.stream().filter(EngineState::isDraining).toList();
        String only = draining.size() == fitting.size() ? ", as all engines that fit do" : "";
        draining.stream()
                .limit(MOST_ENGINES)
                .forEach(engine -> lines.add(
                        names.apply(engine.key()) + " drains" + only + ": it gets no tasks until somebody resumes it"));
        more(draining.size(), "drain", lines);
    }

    private static void more(int all, String what, List<String> lines) {
        if (all > MOST_ENGINES) {
            lines.add((all - MOST_ENGINES) + " more engines " + what);
        }
    }

    private String place(QueueEntry entry) {
        int before = queue.before(entry, MOST_COUNTED);
        if (before == 0) {
            return "no task is before it in the queue";
        }
        String count = before == MOST_COUNTED ? "more than 9,999" : String.format(Locale.ROOT, "%,d", before);
        return count + (before == 1 ? " task is" : " tasks are") + " before it in the queue";
    }
}
