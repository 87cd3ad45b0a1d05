package io.stoker.client;

import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.util.Map;

/**
 * A task as it is to be sent.
 *
 * @param spec what travels
 * @param values what has to be in the store before that
 */
record OutboundTask(TaskSpec spec, Map<StoredValue, byte[]> values) {
    /** Of the objects around a task, and of the future of its id. */
    private static final long OVERHEAD = 1024;

    /** About how much memory it takes until it is accepted. */
    long bytes() {
        return OVERHEAD
                + spec.size()
                + values.values().stream().mapToLong(value -> value.length).sum();
    }
}
