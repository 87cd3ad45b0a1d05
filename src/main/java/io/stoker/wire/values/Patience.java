package io.stoker.wire.values;

import io.stoker.task.RefusedException;
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
        return new Patience(Long.MAX_VALUE, () -> new StokerException("an unlimited time has passed"));
    }

    /** So long; then the transfer fails as {@code late} says. */
    public static Patience of(Duration limit, Supplier<? extends StokerException> late) {
        return new Patience(limit.toNanos(), late);
    }

    void start(long tick) {
        since = tick;
    }

    /** @param refusal why the other side has taken nothing; empty if it has not said */
    void check(long tick, CompletableFuture<?> transfer, String refusal) {
        if (tick - since > limit) {
            transfer.completeExceptionally(refusal.isEmpty() ? late.get() : new RefusedException(refusal));
        }
    }
}
