package io.stoker.store;

import java.time.Instant;
import java.time.InstantSource;

/** Tells the time from when it was made on, however somebody sets this machine's clock: for how old something is. */
public final class SteadyClock implements InstantSource {
    private final Instant made = Instant.now();
    private final long tick = System.nanoTime();

    @Override
    public Instant instant() {
        return made.plusNanos(System.nanoTime() - tick);
    }
}
