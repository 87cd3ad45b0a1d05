package io.stoker.ledger;

/**
 * The answers to a run of consecutive keys of one session.
 *
 * @param firstTask the id given to the first key, the next to the second and so on; for an abort the task aborted
 * @param hashes of each key's content, to refuse the same key with other content
 * @param at when it was answered, in epoch milliseconds
 */
public record KeyRun(String session, long firstKey, long firstTask, long[] hashes, long at) {

    /** The last key of the run. */
    public long lastKey() {
        return firstKey + hashes.length - 1;
    }

    boolean covers(long key) {
        return key >= firstKey && key <= lastKey();
    }

    long task(long key) {
        return firstTask + (key - firstKey);
    }

    long hash(long key) {
        return hashes[(int) (key - firstKey)];
    }
}
