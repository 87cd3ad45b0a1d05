package io.stoker.wire;

import java.time.Duration;

/**
 * The time in which its owner has run: a clock that nearly stands still while the owner cannot read it, because its JVM
 * was frozen or had no processor. By it, others are not silent for time in which they could not have been heard. Pure:
 * it is told the time, in ticks, and to be told often. Thread-safe.
 */
public final class OwnTime {
    private static final Duration LEAST = Duration.ofMillis(200);

    private final long most;
    private long last;
    private long own;

    /**
     * A clock that begins with this tick.
     *
     * @param usual how often it is told the time when all is well; a gap that is longer by half counts for no more
     */
    public OwnTime(Duration usual, long tick) {
        this.most = Math.max(LEAST.toNanos(), usual.toNanos() + usual.toNanos() / 2);
        this.last = tick;
        this.own = tick;
    }

    /** What this clock shows now, as a tick of its own. */
    public synchronized long at(long tick) {
        own += Math.min(tick - last, most);
        last = tick;
        return own;
    }
}
