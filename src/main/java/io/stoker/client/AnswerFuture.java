package io.stoker.client;

import java.util.concurrent.CompletableFuture;

/** The future answer to a command or question, with the range of keys in which its own keys are. */
final class AnswerFuture<T> extends CompletableFuture<T> {
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** Adds a key of its own. Callers of this and of {@link #first()} hold the same lock. */
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
