package io.stoker.kernel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which cell runs on which thread, if any does, and which one is to end.
 *
 * <p>Everything happens under one lock, the interrupt itself included: it hits the cell it was meant for or nothing,
 * never the one after it. An interrupt that comes before its cell, or between the cell's execution and its pull, waits
 * for it.
 */
public final class RunningCell {
    private final Duration patience;
    private @Nullable Thread thread;
    private long id = Long.MIN_VALUE;
    private long interrupted = Long.MIN_VALUE;

    /** @param patience how long a cell that has heard of its interrupt may take to clean up and end */
    public RunningCell(Duration patience) {
        this.patience = patience;
    }

    /** The cell begins or goes on, on this thread. */
    public synchronized void begin(long cellId) {
        Thread.interrupted();
        thread = Thread.currentThread();
        id = cellId;
        if (isInterrupted()) {
            Interrupts.send(thread, patience);
        }
    }

    /** The cell has ended, or pauses. Clears this thread's interrupted flag. */
    public synchronized void end() {
        Interrupts.withdraw(Thread.currentThread());
        thread = null;
        Thread.interrupted();
    }

    /** The cell is to end, if it is the one that runs or one to come. */
    public synchronized void interrupt(long cellId) {
        if (cellId < id) {
            return;
        }
        interrupted = cellId;
        if (thread != null && isInterrupted()) {
            Interrupts.send(thread, patience);
        }
    }

    /** Whether the cell that runs was interrupted from outside. */
    public synchronized boolean isInterrupted() {
        return interrupted == id;
    }
}
