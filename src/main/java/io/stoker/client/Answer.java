package io.stoker.client;

import java.util.concurrent.CompletableFuture;

/** What completes when a command or question is answered, and between which keys its own are. */
final class Answer<T> extends CompletableFuture<T> {
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** This key is among its own; to be called by who gives it out, and under the lock of {@link #first()}. */
    void add(long key) {
        first = Math.min(first, key);
        last = Math.max(last, key);
    }

    /** Its first key, beyond the last if it has none. */
    long first() {
        return first;
    }

    /** Its last key. Between the two there may be keys of others. */
    long last() {
        return last;
    }
}
