package io.stoker.task;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a commit. Labels stand before all of them, each set once. Not thread-safe; its memory is used
 * again for the next commit.
 */
public final class EventWriter {
    static final int VERSION = 1;
    /** What stands in the first byte of an event beside its kind. */
    static final int KIND = 0x1F;

    static final int HAS_LABELS = 0x20;
    static final int HAS_GAP = 0x40;
    static final int HAS_REASON = 0x80;

    private static final int LONGEST_REASON = 500;

    private final Packer head = new Packer();
    private final Packer sets = new Packer();
    private final Packer events = new Packer();
    private final Map<Map<String, String>, Integer> known = new HashMap<>();
    private Map<String, String> last = Map.of();
    private int lastSet;
    private long base;
    private boolean begun;

    /** Forgets what was written. */
    public void clear() {
        sets.clear();
        events.clear();
        known.clear();
        last = Map.of();
        lastSet = 0;
        begun = false;
    }

    /** Whether nothing was written. */
    public boolean isEmpty() {
        return events.size() == 0;
    }

    /** How many bytes were written so far, roughly. */
    int size() {
        return sets.size() + events.size();
    }

    /**
     * What has become of a task.
     *
     * @param kind that is about one task and not its end
     * @param labels the task's, with its name among them
     * @param attempt 0 if it has none
     * @param engineId -1 if it has none
     * @param reason null if there is none
     */
    public void task(
            EventKind kind, Map<String, String> labels, long task, int attempt, int engineId, @Nullable String reason) {
        begin(kind, set(labels), task, reason);
        if (kind.form() == EventKind.Form.ATTEMPT) {
            events.number(attempt);
            events.number(engineId);
            reason(reason);
        }
    }

    /**
     * A task has ended.
     *
     * @param attempts how many it had
     * @param engineId of the last one; -1 if it had none
     * @param error why it did not succeed; null if it did
     */
    public void ended(
            Map<String, String> labels,
            long task,
            int attempts,
            int engineId,
            TaskState state,
            @Nullable String error) {
        begin(EventKind.ENDED, set(labels), task, error);
        events.number(attempts);
        events.number(engineId);
        events.octet(state.code());
        reason(error);
    }

    /**
     * Something has become of several tasks at once.
     *
     * @param count how many of those from the first to the last these are
     */
    public void tasks(EventKind kind, long first, long last, long count) {
        begin(kind, 0, first, null);
        events.number(last - first);
        events.number(count);
    }

    /** Something has become of an engine. */
    public void engine(EventKind kind, int engineId, String instance, @Nullable String reason) {
        events.octet(kind.code() | (reason == null ? 0 : HAS_REASON));
        events.number(engineId);
        events.text(instance);
        reason(reason);
    }

    private void begin(EventKind kind, int set, long task, @Nullable String reason) {
        if (!begun) {
            begun = true;
            base = task;
        }
        events.octet(kind.code() | (set == 0 ? 0 : HAS_LABELS) | (reason == null ? 0 : HAS_REASON));
        if (set != 0) {
            events.number(set);
        }
        events.number(task - base);
    }

    private void reason(@Nullable String reason) {
        if (reason != null) {
            events.text(Utf8.head(reason, LONGEST_REASON));
        }
    }

    /** The number of these labels, from 1 on; 0 for none. */
    private int set(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return 0;
        }
        if (labels != last) { // tasks of one submission share theirs
            Integer number = known.putIfAbsent(labels, known.size() + 1);
            if (number == null) {
                number = known.size();
                write(labels);
            }
            last = labels;
            lastSet = number;
        }
        return lastSet;
    }

    private void write(Map<String, String> labels) {
        sets.number(labels.size());
        labels.forEach((key, value) -> {
            sets.text(key);
            sets.text(value);
        });
    }

    /**
     * Writes an event as it stands in another body.
     *
     * @param from where that was read; it stands at this event
     * @param skipped how many events of that body lie between the one written last and this one
     */
    void copy(EventReader from, int skipped) {
        begun = true;
        base = from.base();
        int set = from.set() == 0 ? 0 : set(from.labels());
        int kept = from.head() & ~(HAS_GAP | HAS_LABELS);
        events.octet(kept | (skipped > 0 ? HAS_GAP : 0) | (set > 0 ? HAS_LABELS : 0));
        if (skipped > 0) {
            events.number(skipped);
        }
        if (set > 0) {
            events.number(set);
        }
        from.copyFields(events);
    }

    /** What was written, of this commit. */
    public EventBody body(long commit, long at) {
        head.clear();
        head.octet(VERSION);
        head.number(known.size());
        head.append(sets);
        head.number(begun ? base : 0);
        head.append(events);
        return new EventBody(commit, at, head.toBytes());
    }
}
