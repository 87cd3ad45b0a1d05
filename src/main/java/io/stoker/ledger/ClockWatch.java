package io.stoker.ledger;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sees whether somebody sets the wall clock, by comparing it with the ticks, which nobody sets. After it was set nobody
 * knows whether it was right before or is right now; when it has run evenly for a while it is believed.
 */
final class ClockWatch {
    /** What a clock may gain or lose by being corrected slowly is no jump. */
    private static final long TOLERANCE = Duration.ofMinutes(1).toMillis();

    /** Since when it has run evenly. */
    private Now since;
    /** By how many milliseconds it was set since somebody asked. */
    private long jump;

    ClockWatch(Now now) {
        since = now;
    }

    void look(Now now) {
        long late = now.millis() - since.millis() - TimeUnit.NANOSECONDS.toMillis(now.tick() - since.tick());
        if (Math.abs(late) > TOLERANCE) {
            jump += late;
            since = now;
        }
    }

    /** By how much it was set since the last call: forward, or back if that is negative. */
    Duration takeJump() {
        Duration taken = Duration.ofMillis(jump);
        jump = 0;
        return taken;
    }

    /** Whether it has run evenly for so long. */
    boolean isEvenFor(Duration time, Now now) {
        return now.tick() - since.tick() >= time.toNanos();
    }
}
