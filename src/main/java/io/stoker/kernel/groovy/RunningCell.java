package io.stoker.kernel.groovy;

import org.jspecify.annotations.Nullable;

/**
 * Which cell runs on which thread, if any does, and which one is to end.
 *
 * <p>Everything happens under one lock, the interrupt itself included: it hits the cell it was meant for or nothing,
 * never the one after it. An interrupt that comes before its cell, or between the cell's execution and its pull, waits
 * for it.
 */
final class RunningCell {
    private @Nullable Thread thread;
    private long id = Long.MIN_VALUE;
    private long interrupted = Long.MIN_VALUE;

    /** The cell begins or goes on, on this thread. */
    synchronized void begin(long cellId) {
        Thread.interrupted();
        thread = Thread.currentThread();
        id = cellId;
        if (isInterrupted()) {
            thread.interrupt();
        }
    }

    /** The cell has ended, or pauses. Clears this thread's interrupted flag. */
    synchronized void end() {
        thread = null;
        Thread.interrupted();
    }

    synchronized void interrupt(long cellId) {
        if (cellId < id) {
            return;
        }
        interrupted = cellId;
        if (thread != null && isInterrupted()) {
            thread.interrupt();
        }
    }

    /** Whether the cell that runs was interrupted from outside. */
    synchronized boolean isInterrupted() {
        return interrupted == id;
    }
}
