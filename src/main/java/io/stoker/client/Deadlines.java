package io.stoker.client;

import io.stoker.task.Durations;
import io.stoker.task.StokerException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Time limits that are all equally long, without a timer for each. A limit is dropped when what it is for has come and
 * everything before it has, too; most comes in order. Thread-safe; ticks are those of {@code System.nanoTime()}.
 */
final class Deadlines {
    private final ArrayDeque<Deadline> deadlines = new ArrayDeque<>();

    private record Deadline(
            CompletableFuture<?> awaited, CompletableFuture<?> waiting, long tick, Supplier<StokerException> late) {}

    /**
     * Lets {@code waiting} fail if {@code awaited} is not done when the time is up.
     *
     * @param time the same for all
     * @param late makes what it fails with
     */
    synchronized void add(
            CompletableFuture<?> awaited,
            CompletableFuture<?> waiting,
            Duration time,
            long tick,
            Supplier<StokerException> late) {
        deadlines.add(new Deadline(awaited, waiting, tick + Durations.nanos(time), late));
    }

    /** To be called often. */
    void look(long tick) {
        List<Deadline> late = new ArrayList<>();
        synchronized (this) {
            for (Deadline first = deadlines.peek(); first != null; first = deadlines.peek()) {
                if (!first.awaited().isDone() && !first.waiting().isDone()) {
                    if (tick - first.tick() < 0) {
                        break;
                    }
                    late.add(first);
                }
                deadlines.remove();
            }
        }
        late.forEach(one -> one.waiting().completeExceptionally(one.late().get()));
    }
}
