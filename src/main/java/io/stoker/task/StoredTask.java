package io.stoker.task;

/**
 * A task as the ledger has it, whether it has ended or not.
 *
 * @param spec as it was submitted
 * @param retried whether the ledger has a retry of it
 */
public record StoredTask(long taskId, TaskSpec spec, boolean retried) {
    /** The names of what a spec has, for its recoveries as well. */
    private static final int NAMES = 400;

    /** About how many bytes this takes on the wire. */
    public int size() {
        int specs = 1;
        for (TaskSpec next = spec.options().recovery();
                next != null;
                next = next.options().recovery()) {
            specs++;
        }
        return NAMES * specs + spec.size();
    }
}
