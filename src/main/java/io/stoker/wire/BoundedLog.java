package io.stoker.wire;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs errors that other JVMs cause and may repeat without end: {@value #MOST} lines a minute at most, then the number
 * of omitted lines. Not thread-safe.
 */
public final class BoundedLog {
    static final int MOST = 20;
    private static final long WITHIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Consumer<String> log;
    private final LongSupplier ticks;
    private long since;
    private int lines;
    private long leftOut;

    /** Logs errors there. */
    public BoundedLog(Logger log) {
        this(text -> log.error("{}", text), System::nanoTime);
    }

    /**
     * Logs lines there.
     *
     * @param ticks counts nanoseconds
     */
    public BoundedLog(Consumer<String> log, LongSupplier ticks) {
        this.log = log;
        this.ticks = ticks;
        this.since = ticks.getAsLong();
    }

    /**
     * Logs this line, or counts it if this minute has its lines.
     *
     * @return whether it was logged
     */
    public boolean error(String text) {
        long tick = ticks.getAsLong();
        if (tick - since > WITHIN_NANOS) {
            begin(tick);
        }
        if (lines < MOST) {
            lines++;
            log.accept(lines < MOST ? text : text + "; more within this minute are counted only");
            return true;
        }
        leftOut++;
        return false;
    }

    private void begin(long tick) {
        if (leftOut > 0) {
            log.accept(leftOut + " more lines of this kind were omitted");
        }
        since = tick;
        lines = 0;
        leftOut = 0;
    }
}
