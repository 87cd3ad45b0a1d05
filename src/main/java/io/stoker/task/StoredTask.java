package io.stoker.task;

/**
 * A task as the ledger has it, whether it has ended or not.
 *
 * @param spec as it was submitted
 * @param retried whether the ledger has a retry of it
 */
public record StoredTask(long taskId, TaskSpec spec, boolean retried) {
    /** About how many bytes this takes on the wire. */
    public long size() {
        return 16L + spec.size();
    }
}
