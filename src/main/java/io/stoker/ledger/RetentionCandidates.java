package io.stoker.ledger;

import java.util.List;

/**
 * What the store knows of the finished tasks that are not pinned, and the ledger does not.
 *
 * @param bytes how many all of them take
 * @param oldest some of them in the order of their ids
 */
public record RetentionCandidates(long bytes, List<Old> oldest) {
    /** While the store is about to change what it knows: nothing is too much or too old, and it is asked again. */
    public static final RetentionCandidates UNKNOWN = new RetentionCandidates(0, List.of());

    /**
     * A finished task.
     *
     * @param submitted epoch milliseconds; it falls as ids rise only where somebody has set the clock back
     * @param completed epoch milliseconds
     * @param bytes how many it takes
     */
    public record Old(long task, long submitted, long completed, long bytes) {}
}
