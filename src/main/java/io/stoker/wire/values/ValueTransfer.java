package io.stoker.wire.values;

import io.stoker.task.StoredValue;
import io.stoker.wire.ToValueServer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A value that a client brings or fetches. Guarded by the client.
 *
 * @param <T> what it brings in the end
 */
abstract class ValueTransfer<T> {
    private final long number;
    private final StoredValue value;
    private final CompletableFuture<T> done = new CompletableFuture<>();

    /** @param number tells the client's transfers apart, and the older from the newer */
    ValueTransfer(long number, StoredValue value) {
        this.number = number;
        this.value = value;
    }

    final long number() {
        return number;
    }

    final StoredValue value() {
        return value;
    }

    /** Completes when the value has arrived, and ends the transfer however it completes. */
    final CompletableFuture<T> done() {
        return done;
    }

    /** There is a new session: nothing that was sent before counts. */
    abstract void restart();

    /** Whether the server knows of it in this session. */
    abstract boolean isKnown();

    /** What is to be asked before anything else; null if nothing is to be asked now. */
    abstract ToValueServer.@Nullable Item question(long tick);
}
