package io.stoker.task;

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
 */
public record TaskOptions(
        int retries,
        boolean atMostOnce,
        boolean clearBefore,
        boolean clearAfter,
        @Nullable String depend,
        @Nullable TaskSpec recovery,
        boolean pinned,
        boolean isolated) {
    /** The defaults. */
    public static final TaskOptions NONE = new TaskOptions(0, false, false, false, null, null, false, false);

    /** How many bytes the condition takes. */
    public long conditionBytes() {
        return depend == null ? 0 : Utf8.length(depend);
    }

    /** The same with so many retries. */
    public TaskOptions withRetries(int retries) {
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, depend, recovery, pinned, isolated);
    }

    /** The same with {@code atMostOnce} set. */
    public TaskOptions withAtMostOnce() {
        return new TaskOptions(retries, true, clearBefore, clearAfter, depend, recovery, pinned, isolated);
    }

    /** The same with {@code clearBefore} set. */
    public TaskOptions withClearBefore() {
        return new TaskOptions(retries, atMostOnce, true, clearAfter, depend, recovery, pinned, isolated);
    }

    /** The same with {@code clearAfter} set. */
    public TaskOptions withClearAfter() {
        return new TaskOptions(retries, atMostOnce, clearBefore, true, depend, recovery, pinned, isolated);
    }

    /** The same for engines that meet this condition. */
    public TaskOptions withDepend(@Nullable String condition) {
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, condition, recovery, pinned, isolated);
    }

    /** The same with this to run in its place at last. */
    public TaskOptions withRecovery(@Nullable TaskSpec task) {
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, depend, task, pinned, isolated);
    }

    /** The same with {@code pinned} set. */
    public TaskOptions withPinned() {
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, depend, recovery, true, isolated);
    }

    /** The same with {@code isolated} set. */
    public TaskOptions withIsolated() {
        return new TaskOptions(retries, atMostOnce, clearBefore, clearAfter, depend, recovery, pinned, true);
    }

    int size() {
        long size = 80 + (depend == null ? 0 : Utf8.length(depend)) + (recovery == null ? 0 : recovery.size());
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
