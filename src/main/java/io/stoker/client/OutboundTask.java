package io.stoker.client;

import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.util.Map;

/**
 * A task as it is to be sent.
 *
 * @param spec what travels
 * @param values what has to be in the store before that
 * @param code bundles of classes that have to be there as well, and may be
 */
record OutboundTask(TaskSpec spec, Map<StoredValue, byte[]> values, Map<StoredValue, byte[]> code) {
    /** Of the objects around a task, and of the future of its id. */
    private static final long OVERHEAD = 1024;

    /** Whether it can go at once. */
    boolean isReady() {
        return values.isEmpty() && code.isEmpty();
    }

    /** About how much memory it takes until it is accepted. */
    long bytes() {
        return OVERHEAD
                + spec.size()
                + values.values().stream().mapToLong(value -> value.length).sum();
    }
}
