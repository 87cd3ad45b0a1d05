package io.stoker.wire.values;

import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import java.time.Duration;
import java.util.function.Supplier;

/** How long a value that is brought may stand still. */
public final class Patience {
    /** In nanoseconds; half of the range, so that a tick and this can be added. */
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private final long limit;
    private final Supplier<? extends StokerException> late;

    private Patience(long limit, Supplier<? extends StokerException> late) {
        this.limit = limit;
        this.late = late;
    }

    /** For ever. */
    public static Patience endless() {
        return new Patience(ENDLESS, () -> new StokerException("an unlimited time has passed"));
    }

    /** So long; then it fails as {@code late} says. */
    public static Patience of(Duration limit, Supplier<? extends StokerException> late) {
        return new Patience(Math.min(limit.toNanos(), ENDLESS), late);
    }

    boolean isEndless() {
        return limit == ENDLESS;
    }

    /** When it is over, for what has stood still since then. */
    long endsAt(long since) {
        return since + limit;
    }

    /** @param refusal why the other side has taken nothing; empty if it has not said */
    StokerException over(String refusal) {
        return refusal.isEmpty() ? late.get() : new RefusedException(refusal);
    }
}
