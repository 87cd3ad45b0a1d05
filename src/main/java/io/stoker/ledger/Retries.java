package io.stoker.ledger;

import io.stoker.task.Labels;
import io.stoker.task.TaskSpec;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The latest retries, by the tasks that they are of. Who wants to retry what has no retry has looked into the store for
 * that; with what has come since the two tell together whether it has one still.
 */
final class Retries {
    private static final int MOST = 20_000;
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final int most;
    /** The latest retry of each task, the oldest of these first. */
    private final LinkedHashMap<Long, Long> latest = new LinkedHashMap<>();

    private long knownFrom;

    /** @param nextTask the id of the first task of which it will know whether it is a retry */
    Retries(long nextTask) {
        this(nextTask, MOST);
    }

    /** @param most how many it remembers */
    Retries(long nextTask, int most) {
        this.knownFrom = nextTask;
        this.most = most;
    }

    /** The task that this is to be a retry of; null if it is none. */
    static @Nullable Long original(TaskSpec spec) {
        String id = spec.options().labels().get(Labels.RETRY_OF);
        return id == null || !ID.matcher(id).matches() ? null : Long.valueOf(id);
    }

    void accepted(long task, TaskSpec spec) {
        Long original = original(spec);
        if (original == null) {
            return;
        }
        latest.remove(original);
        latest.put(original, task);
        if (latest.size() > most) {
            Iterator<Map.Entry<Long, Long>> oldest = latest.entrySet().iterator();
            knownFrom = oldest.next().getValue() + 1;
            oldest.remove();
        }
    }

    /** Whether it knows of all tasks from this id on whether they are retries. */
    boolean knowsFrom(long task) {
        return task >= knownFrom;
    }

    /** The latest retry of a task, if it is among the tasks from this id on; else null. */
    @Nullable
    Long since(long task, long original) {
        Long retry = latest.get(original);
        return retry == null || retry < task ? null : retry;
    }
}
