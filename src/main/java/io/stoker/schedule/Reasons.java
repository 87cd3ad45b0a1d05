package io.stoker.schedule;

import io.stoker.task.Condition;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in a sentence why a task waits, and changes nothing. However many engines there are, a sentence stays short. */
final class Reasons {
    private static final int SHOWN = 3;
    private static final int LONGEST_VALUE = 40;
    private static final int LONGEST_CONDITION = 200;
    private static final double NANOS = 1e9;

    private final EngineIndex engines;
    private final Exclusions exclusions;
    private final Reservations reservations;

    Reasons(EngineIndex engines, Exclusions exclusions, Reservations reservations) {
        this.engines = engines;
        this.exclusions = exclusions;
        this.reservations = reservations;
    }

    /** Why this task has not been handed out. */
    String waits(QueueEntry entry, long tick) {
        SubQueue subQueue = entry.subQueue();
        EngineClass engineClass = subQueue.constraint().engineClass();
        if (engines.all().isEmpty()) {
            return "no engine is registered";
        }
        if (engineClass.isEmpty()) {
            return unmet(subQueue.constraint(), "");
        }
        Map<EngineState, Long> excluded = exclusions.of(entry.task(), tick);
        String rejected = rejected(excluded, tick);
        List<EngineState> others = engines.all().stream()
                .filter(engine -> engineClass.has(engine) && !excluded.containsKey(engine))
                .toList();
        if (others.isEmpty()) {
            return rejected;
        }
        String other = excluded.isEmpty() ? "" : "other ";
        if (subQueue.ownsNode()
                && others.stream().anyMatch(engine -> engine.node().isShared())) {
            return "it waits for a JVM to itself: " + nodes(subQueue, others)
                    + (rejected.isEmpty() ? "" : "; " + rejected);
        }
        return "it waits for "
                + which(others.size(), other, subQueue.constraint().text() != null) + ": "
                + states(others, entry.exclusive(), tick) + (rejected.isEmpty() ? "" : "; " + rejected);
    }

    /** Why no engine meets this constraint. */
    String unmet(Constraint constraint, String howLong) {
        String text = cut(String.valueOf(constraint.text()), LONGEST_CONDITION);
        Condition condition = constraint.condition();
        if (condition == null) {
            return "no engine can meet it, because it is not a valid condition: " + text;
        }
        String have =
                condition.properties().stream().limit(SHOWN).map(this::have).collect(Collectors.joining("; "));
        return "none of " + count(engines.all().size()) + " meets " + text + howLong + ": " + have;
    }

    /** What the engines have of this property, the most frequent first. */
    private String have(String name) {
        Map<String, Integer> counts = new HashMap<>();
        engines.all().forEach(engine -> counts.merge(show(engine.properties().apply(name)), 1, Integer::sum));
        List<Map.Entry<String, Integer>> frequent = new ArrayList<>(counts.entrySet());
        frequent.sort(Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
        String shown = frequent.stream()
                .limit(SHOWN)
                .map(entry -> entry.getKey() + " on " + count(entry.getValue()))
                .collect(Collectors.joining(", "));
        int more = frequent.size() - SHOWN;
        return name + " is " + shown + (more > 0 ? ", and there are " + more + " more values" : "");
    }

    private static String show(@Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        if (value instanceof String text) {
            return "'" + Visible.line(cut(text, LONGEST_VALUE)) + "'";
        }
        boolean plain = value instanceof Number || value instanceof Boolean;
        return plain
                ? cut(value.toString(), LONGEST_VALUE)
                : "a " + value.getClass().getSimpleName();
    }

    private static String rejected(Map<EngineState, Long> excluded, long tick) {
        return excluded.isEmpty()
                ? ""
                : "it was rejected by " + count(excluded.size()) + ", tried again in "
                        + seconds(Collections.min(excluded.values()) - tick);
    }

    private static String which(int number, String other, boolean fit) {
        return number == 1
                ? "the one " + other + "engine" + (fit ? " that fits" : "")
                : "one of " + number + " " + other + "engines" + (fit ? " that fit" : "");
    }

    /** What is in the way on the nodes of these engines. */
    private String nodes(SubQueue subQueue, List<EngineState> engines) {
        Node kept = reservations.of(subQueue);
        if (kept != null) {
            return "one gets no other tasks meanwhile, and "
                    + (kept.load() == 1 ? "1 task is" : kept.load() + " tasks are") + " still held there";
        }
        Map<String, Integer> states = new TreeMap<>();
        engines.stream().map(EngineState::node).distinct().forEach(node -> {
            String state = node.isClosed() ? "given to another such task" : node.isIdle() ? "free" : "busy";
            boolean drains = node.engines().stream().allMatch(EngineState::isDraining);
            states.merge(drains ? "draining" : node.hasPaused() ? "paused" : state, 1, Integer::sum);
        });
        return counts(states);
    }

    private static String states(List<EngineState> engines, boolean exclusive, long tick) {
        Map<String, Integer> states = new TreeMap<>();
        for (EngineState engine : engines) {
            boolean room = exclusive ? engine.isIdle() : engine.hasRoom();
            String state = engine.isDraining()
                    ? "draining"
                    : engine.isPaused()
                            ? "paused"
                            : !room ? "busy" : engine.isPenalised(tick) ? "passed over after failures" : "free";
            states.merge(state, 1, Integer::sum);
        }
        return counts(states);
    }

    private static String counts(Map<String, Integer> states) {
        return states.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / NANOS);
    }

    static String count(int engines) {
        return engines + (engines == 1 ? " engine" : " engines");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : Utf8.cut(text, length) + "…";
    }
}
