package io.stoker.kernel.groovy;

import io.stoker.kernel.Interrupts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which cell runs on which thread, if any does, and which one is to end.
 *
 * <p>Everything happens under one lock, the interrupt itself included: it hits the cell it was meant for or nothing,
 * never the one after it. An interrupt that comes before its cell, or between the cell's execution and its pull, waits
 * for it.
 */
final class RunningCell {
    private final Duration patience;
    private @Nullable Thread thread;
    private long id = Long.MIN_VALUE;
    private long interrupted = Long.MIN_VALUE;

    /** @param patience how long a cell that has heard of its interrupt may take to clean up and end */
    RunningCell(Duration patience) {
        this.patience = patience;
    }

    /** The cell begins or goes on, on this thread. */
    synchronized void begin(long cellId) {
        Thread.interrupted();
        thread = Thread.currentThread();
        id = cellId;
        if (isInterrupted()) {
            Interrupts.send(thread, patience);
        }
    }

    /** The cell has ended, or pauses. Clears this thread's interrupted flag. */
    synchronized void end() {
        Interrupts.withdraw(Thread.currentThread());
        thread = null;
        Thread.interrupted();
    }

    synchronized void interrupt(long cellId) {
        if (cellId < id) {
            return;
        }
        interrupted = cellId;
        if (thread != null && isInterrupted()) {
            Interrupts.send(thread, patience);
        }
    }

    /** Whether the cell that runs was interrupted from outside. */
    synchronized boolean isInterrupted() {
        return interrupted == id;
    }
}
