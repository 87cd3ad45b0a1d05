package io.stoker.wire;

import io.stoker.task.Visible;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs errors that other JVMs cause and may repeat without end: {@value #MOST} lines a minute at most, then the number
 * of omitted lines. Not thread-safe.
 */
public final class BoundedLog {
    static final int MOST = LineBudget.MOST;

    private final Consumer<String> log;
    private final LongSupplier ticks;
    private final LineBudget budget = new LineBudget();

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
    }

    /**
     * Logs this as one line, or counts it if this minute has its lines.
     *
     * @return whether it was logged
     */
    public boolean error(String text) {
        boolean admitted = budget.admits(ticks.getAsLong(), omitted -> log.accept(LineBudget.omitted(omitted)));
        if (admitted) {
            String line = Visible.line(text);
            log.accept(budget.isSpent() ? line + "; more within this minute are counted only" : line);
        }
        return admitted;
    }
}
