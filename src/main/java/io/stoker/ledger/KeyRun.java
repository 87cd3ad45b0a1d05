package io.stoker.ledger;

/**
 * The answers to a run of consecutive keys of one session.
 *
 * @param firstTask the id given to the first key, the next to the second and so on; for an abort the task aborted; for
 *     a clear how many results were removed; for a pin how many tasks are there
 * @param hashes of each key's content, to refuse the same key with other content
 * @param at when it was answered, in epoch milliseconds
 * @param missing for a clear or pin the first and last ids, alternating, that it asked for and did not find; else empty
 */
public record KeyRun(String session, long firstKey, long firstTask, long[] hashes, long at, long[] missing) {
    static final long[] NONE = {};

    /** The last key of the run. */
    public long lastKey() {
        return firstKey + hashes.length - 1;
    }

    /** That this command was answered. */
    static Event answered(Command.OneKey c, long number, long[] missing, Now now) {
        return new Event.Answered(
                new KeyRun(c.session(), c.key(), number, new long[] {c.hash()}, now.millis(), missing));
    }

    boolean covers(long key) {
        return key >= firstKey && key <= lastKey();
    }

    /** The id given to this key of the run. */
    public long task(long key) {
        return firstTask + (key - firstKey);
    }

    /** Of what was wanted under this key of the run. */
    public long hash(long key) {
        return hashes[(int) (key - firstKey)];
    }
}
