package io.stoker.schedule;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which engines do not get a task because they have rejected it. An exclusion lasts twice as long each time, from 100
 * ms to 10 s. Once it has ended, it is remembered for as long as the longest, so that the next one can be longer.
 */
final class Exclusions {
    private static final long SHORTEST = Duration.ofMillis(100).toNanos();
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();

    private record Exclusion(long task, EngineState engine, long length, long end) {}

    private static final Comparator<Exclusion> BY_END = Comparator.comparingLong(Exclusion::end)
            .thenComparingLong(Exclusion::task)
            .thenComparingLong(exclusion -> exclusion.engine().ordinal());

    private final Map<Long, Map<EngineState, Exclusion>> byTask = new HashMap<>();
    private final TreeSet<Exclusion> current = new TreeSet<>(BY_END);
    private final TreeSet<Exclusion> past = new TreeSet<>(BY_END);

    /** The engine has rejected the task. */
    void begin(long task, EngineState engine, long tick) {
        Map<EngineState, Exclusion> known = byTask.computeIfAbsent(task, t -> new HashMap<>());
        Exclusion last = known.get(engine);
        long length = last == null ? SHORTEST : Math.min(LONGEST, 2 * last.length());
        if (last != null) {
            current.remove(last);
            past.remove(last);
        }
        Exclusion exclusion = new Exclusion(task, engine, length, tick + length);
        known.put(engine, exclusion);
        current.add(exclusion);
    }

    /** Ends what has lasted long enough, and returns the tasks for which something has changed. */
    Set<Long> end(long tick) {
        if (byTask.isEmpty()) {
            return Set.of();
        }
        Set<Long> changed = new HashSet<>();
        while (!current.isEmpty() && tick >= current.first().end()) {
            Exclusion ended = current.pollFirst();
            past.add(ended);
            changed.add(ended.task());
        }
        while (!past.isEmpty() && tick >= past.first().end() + LONGEST) {
            forget(past.pollFirst());
        }
        return changed;
    }

    /** Forgets what the engine has rejected, and returns those tasks. */
    Set<Long> lift(EngineState engine) {
        List<Exclusion> lifted = byTask.values().stream()
                .flatMap(known -> known.values().stream())
                .filter(exclusion -> exclusion.engine() == engine)
                .toList();
        lifted.forEach(exclusion -> {
            current.remove(exclusion);
            past.remove(exclusion);
            forget(exclusion);
        });
        return lifted.stream().map(Exclusion::task).collect(Collectors.toSet());
    }

    /** The engines excluded for a task now. */
    Set<EngineState> of(long task) {
        Map<EngineState, Exclusion> known = byTask.isEmpty() ? null : byTask.get(task);
        return known == null
                ? Set.of()
                : known.values().stream()
                        .filter(current::contains)
                        .map(Exclusion::engine)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The engines excluded for a task at this tick, and until when; without ending anything, as {@link #end} does. */
    Map<EngineState, Long> of(long task, long tick) {
        return byTask.getOrDefault(task, Map.of()).values().stream()
                .filter(exclusion -> tick < exclusion.end())
                .sorted(BY_END)
                .collect(Collectors.toMap(Exclusion::engine, Exclusion::end, (one, other) -> one, LinkedHashMap::new));
    }

    private void forget(Exclusion exclusion) {
        Map<EngineState, Exclusion> known = byTask.get(exclusion.task());
        if (known != null && known.remove(exclusion.engine(), exclusion) && known.isEmpty()) {
            byTask.remove(exclusion.task());
        }
    }
}
