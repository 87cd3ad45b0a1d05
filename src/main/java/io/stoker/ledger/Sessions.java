package io.stoker.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The answers that sessions have not acknowledged, by key, so that submitting twice is submitting once. */
final class Sessions {
    private final Map<String, TreeMap<Long, KeyRun>> bySession = new HashMap<>();
    private final Map<String, SessionMark> marks = new HashMap<>();

    void remember(KeyRun run) {
        bySession.computeIfAbsent(run.session(), s -> new TreeMap<>()).put(run.firstKey(), run);
    }

    /** Whether {@link #forget} with the same arguments would change anything. */
    boolean canForget(String session, long upTo) {
        TreeMap<Long, KeyRun> runs = bySession.get(session);
        return runs != null && runs.firstEntry().getValue().lastKey() <= upTo;
    }

    void forget(SessionMark mark) {
        marks.put(mark.session(), mark);
        bySession.computeIfPresent(mark.session(), (s, runs) -> {
            while (!runs.isEmpty() && runs.firstEntry().getValue().lastKey() <= mark.upTo()) {
                runs.pollFirstEntry();
            }
            return runs.isEmpty() ? null : runs;
        });
    }

    /** Whether the session has had its answer to this key, so that whatever still comes under it is a straggler. */
    boolean isOver(String session, long key) {
        SessionMark mark = marks.get(session);
        return mark != null && key <= mark.upTo();
    }

    /** Forgets what nobody has asked for since {@code at}, in epoch milliseconds. */
    void forgetBefore(long at) {
        marks.values().removeIf(mark -> mark.at() < at);
        bySession.values().removeIf(runs -> {
            runs.values().removeIf(run -> run.at() < at);
            return runs.isEmpty();
        });
    }

    /** The answer given to this key before, or null. */
    @Nullable
    KeyRun find(String session, long key) {
        TreeMap<Long, KeyRun> runs = bySession.get(session);
        Map.Entry<Long, KeyRun> entry = runs == null ? null : runs.floorEntry(key);
        return entry != null && entry.getValue().covers(key) ? entry.getValue() : null;
    }
}
