package io.stoker.ledger;

import java.util.List;

/**
 * What the store knows of the finished tasks that are not pinned, and the ledger does not.
 *
 * @param bytes how many all of them take
 * @param oldest some of them in the order of their ids
 */
public record Stock(long bytes, List<Old> oldest) {

    /**
     * A finished task.
     *
     * @param submitted epoch milliseconds; it falls as ids rise only where somebody has set the clock back
     * @param completed epoch milliseconds
     * @param bytes how many it takes
     */
    public record Old(long task, long submitted, long completed, long bytes) {}
}
