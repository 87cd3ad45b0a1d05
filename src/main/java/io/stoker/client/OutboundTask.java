package io.stoker.client;

import io.stoker.code.CodeBundle;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.Map;

/**
 * A task as it is to be sent.
 *
 * @param spec what travels
 * @param values what has to be in the store before that
 * @param bundles classes that have to be there as well
 * @param toBring those of these that may not be there
 */
record OutboundTask(
        TaskSpec spec, Map<StoredValue, byte[]> values, List<CodeBundle> bundles, Map<StoredValue, byte[]> toBring) {
    /** Of the objects around a task, and of the future of its id. */
    private static final long OVERHEAD = 1024;

    /** Whether it can go at once. */
    boolean isReady() {
        return values.isEmpty() && toBring.isEmpty();
    }

    /** Whether it is to wait for nothing but classes. */
    boolean needsClassesOnly() {
        return values.isEmpty() && !toBring.isEmpty();
    }

    /** About how much memory it takes until it is accepted. */
    long bytes() {
        return OVERHEAD
                + spec.size()
                + values.values().stream().mapToLong(value -> value.length).sum();
    }
}
