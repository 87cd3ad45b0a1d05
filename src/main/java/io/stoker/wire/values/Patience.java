package io.stoker.wire.values;

import io.stoker.task.StokerException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** How long a transfer may stand still. */
public final class Patience {
    private final long limit;
    private final Supplier<? extends StokerException> late;
    private long since;

    private Patience(long limit, Supplier<? extends StokerException> late) {
        this.limit = limit;
        this.late = late;
    }

    /** For ever. */
    public static Patience endless() {
        return new Patience(Long.MAX_VALUE, () -> new StokerException("for ever has passed"));
    }

    /** So long; then the transfer fails as {@code late} says. */
    public static Patience of(Duration limit, Supplier<? extends StokerException> late) {
        return new Patience(limit.toNanos(), late);
    }

    void start(long tick) {
        since = tick;
    }

    void check(long tick, CompletableFuture<?> transfer) {
        if (tick - since > limit) {
            transfer.completeExceptionally(late.get());
        }
    }
}
