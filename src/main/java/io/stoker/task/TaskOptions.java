package io.stoker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a task.
 *
 * @param retries how often a failure of the task's own code is followed by another attempt
 * @param atMostOnce whether a possible start forbids another attempt after the loss of the engine
 * @param clearBefore whether the engine's namespace is emptied before the values are pushed
 * @param clearAfter whether it is emptied after the names are pulled, or the source has failed
 * @param depend which engines may run it, as a condition on their properties; null for any
 * @param recovery the task that runs under the same id when the retries are used up; null for none
 * @param pinned whether the task is pinned from its acceptance on; of a recovery this says nothing
 * @param isolated whether the names of the engine's namespace are restored afterwards
 * @param labels by key, in the order of the keys; its name stands under {@link Labels#NAME}. Of a recovery they say
 *     nothing
 */
public record TaskOptions(
        int retries,
        boolean atMostOnce,
        boolean clearBefore,
        boolean clearAfter,
        @Nullable String depend,
        @Nullable TaskSpec recovery,
        boolean pinned,
        boolean isolated,
        Map<String, String> labels) {
    /** The defaults. */
    public static final TaskOptions NONE = new TaskOptions(0, false, false, false, null, null, false, false, Map.of());

    public TaskOptions {
        // Ledgers have options that were written before there were labels.
        labels = labels == null || labels.isEmpty() ? Map.of() : labels;
    }

    /** How many bytes the condition, the labels and the name take. */
    public long textBytes() {
        return (depend == null ? 0 : Utf8.length(depend)) + Labels.bytes(labels);
    }

    /** The same with so many retries. */
    public TaskOptions withRetries(int retries) {
        return new TaskOptions(
                retries, atMostOnce, clearBefore, clearAfter, depend, recovery, pinned, isolated, labels);
    }

    /** The same with {@code atMostOnce} set. */
    public TaskOptions withAtMostOnce() {
        return new TaskOptions(retries, true, clearBefore, clearAfter, depend, recovery, pinned, isolated, labels);
    }

    /** The same with {@code clearBefore} set. */
    public TaskOptions withClearBefore() {
        return new TaskOptions(retries, atMostOnce, true, clearAfter, depend, recovery, pinned, isolated, labels);
    }

    /** The same with {@code clearAfter} set. */
    public TaskOptions withClearAfter() {
        return new TaskOptions(retries, atMostOnce, clearBefore, true, depend, recovery, pinned, isolated, labels);
    }

    /** The same for engines that meet this condition. */
    public TaskOptions withDepend(@Nullable String condition) {
        return new TaskOptions(
                retries, atMostOnce, clearBefore, clearAfter, condition, recovery, pinned, isolated, labels);
    }

    /** The same with this to run in its place at last. */
    public TaskOptions withRecovery(@Nullable TaskSpec task) {
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, depend, task, pinned, isolated, labels);
    }

    /** The same with {@code pinned} set. */
    public TaskOptions withPinned() {
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, depend, recovery, true, isolated, labels);
    }

    /** The same with {@code isolated} set. */
    public TaskOptions withIsolated() {
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, depend, recovery, pinned, true, labels);
    }

    /** The same with another label. */
    public TaskOptions withLabel(String key, String value) {
        Map<String, String> more = Labels.with(labels, key, value);
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, depend, recovery, pinned, isolated, more);
    }

    int size() {
        long size = 80 + textBytes() + (recovery == null ? 0 : recovery.size());
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
