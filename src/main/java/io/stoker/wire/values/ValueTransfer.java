package io.stoker.wire.values;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToValueServer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A value that a client brings or fetches. Guarded by the client; ticks are nanoseconds.
 *
 * @param <T> what it brings in the end
 */
abstract class ValueTransfer<T> {
    /** What the server could do nothing about is asked for again after so long. */
    private static final long DEFERRED_NANOS = 1_000_000_000L;

    private final long number;
    private final StoredValue value;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private State state;

    /** How it stands with the server in this session. */
    sealed interface State permits ToAsk, Deferred, Asked, OutgoingValue.Fresh, OutgoingValue.Sending {}

    /** The server is to be asked where to go on. */
    record ToAsk() implements State {}

    /** The server can do nothing about it until then, when it is to be asked. */
    record Deferred(long until) implements State {}

    /** The server was asked where to go on. */
    record Asked() implements State {}

    /** @param number tells the client's transfers apart, and the older from the newer */
    ValueTransfer(long number, StoredValue value, State state) {
        this.number = number;
        this.value = value;
        this.state = state;
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

    final State state() {
        return state;
    }

    final void become(State now) {
        state = now;
    }

    /** There is a new session: nothing that was sent before counts. */
    abstract void restart();

    /** After how long the server is to be asked where to go on; MAX for never. */
    final long askIn(long tick) {
        if (state instanceof Deferred deferred) {
            return deferred.until() - tick;
        }
        return state instanceof ToAsk ? 0 : Long.MAX_VALUE;
    }

    /** What the server is asked then. */
    final ToValueServer.Item ask() {
        state = new Asked();
        return question();
    }

    abstract ToValueServer.Item question();

    /** The server can do nothing about it for now. */
    void deferred(String reason, long tick) {
        state = new Deferred(tick + DEFERRED_NANOS);
    }

    /** Why it is given up now; null if it is not. */
    abstract @Nullable StokerException look(long tick, long othersMovedAt);

    /** After how long it is given up if nothing happens; MAX for never. */
    abstract long giveUpIn(long tick, long othersMovedAt);
}
