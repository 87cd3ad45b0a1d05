package io.stoker.ledger;

import java.util.Optional;

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
    private static final long[] NONE = {};

    /** The last key of the run. */
    public long lastKey() {
        return firstKey + hashes.length - 1;
    }

    /** The run whose answers this event makes, if it makes any. */
    public static Optional<KeyRun> of(Event event) {
        if (event instanceof Event.Accepted e) {
            return Optional.of(new KeyRun(e.session(), e.firstKey(), e.firstTask(), e.hashes(), e.at(), NONE));
        } else if (event instanceof Event.AbortRequested e) {
            return Optional.of(ofAbort(e.session(), e.key(), e.task(), e.at()));
        } else if (event instanceof Event.AbortAnswered e) {
            return Optional.of(ofAbort(e.session(), e.key(), e.task(), e.at()));
        }
        if (event instanceof Event.Pinned e) {
            return Optional.of(new KeyRun(e.session(), e.key(), e.count(), new long[] {e.hash()}, e.at(), e.missing()));
        }
        return event instanceof Event.Cleared e
                ? Optional.of(new KeyRun(e.session(), e.key(), e.count(), new long[] {e.hash()}, e.at(), e.missing()))
                : Optional.empty();
    }

    private static KeyRun ofAbort(String session, long key, long task, long at) {
        return new KeyRun(session, key, task, new long[] {ContentHash.ofAbort(task)}, at, NONE);
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
