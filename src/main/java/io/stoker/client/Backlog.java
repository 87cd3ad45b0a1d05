package io.stoker.client;

import io.stoker.task.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * How much of what was submitted has not been accepted yet. Who submits faster than the controller accepts would fill
 * the heap with it. Thread-safe.
 */
final class Backlog {
    private final long limit;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private long bytes;

    /** @param limit bytes from which on nothing more is to be added */
    Backlog(long limit) {
        this.limit = limit;
    }

    /** @param limit as it is set; a quarter of the heap if that is less */
    static Backlog ofThisJvm(long limit) {
        return new Backlog(Math.min(limit, Runtime.getRuntime().maxMemory() / 4));
    }

    /** Completes when something may be added; at once if it may be now. Whoever waits no more cancels it. */
    synchronized CompletableFuture<Void> room() {
        if (bytes < limit) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> room = new CompletableFuture<>();
        waiting.add(room);
        var unused = room.whenComplete((done, cancelled) -> forget(room));
        return room;
    }

    /**
     * Waits until something may be added.
     *
     * @param trouble why the controller accepts nothing, if that is known
     * @throws io.stoker.task.WaitTimeoutException if that takes longer than {@code timeout}
     */
    void awaitRoom(Waits waits, Duration timeout, Supplier<String> trouble) {
        CompletableFuture<Void> room = room();
        try {
            waits.get(
                    room,
                    timeout,
                    () -> "tasks submitted before were not accepted within " + Durations.text(timeout)
                            + ", and the client holds as much of them as it may, " + held() + " of " + limit
                            + " bytes (stoker.client.max-backlog)" + trouble.get());
        } finally {
            room.cancel(false);
        }
    }

    /** Bytes that have not been accepted. */
    synchronized long held() {
        return bytes;
    }

    private synchronized void forget(CompletableFuture<Void> room) {
        waiting.removeIf(other -> other == room);
    }

    synchronized void add(long added) {
        bytes += added;
    }

    void remove(long removed) {
        List<CompletableFuture<Void>> free;
        synchronized (this) {
            bytes -= removed;
            free = bytes < limit ? List.copyOf(waiting) : List.of();
        }
        free.forEach(room -> room.complete(null));
    }
}
