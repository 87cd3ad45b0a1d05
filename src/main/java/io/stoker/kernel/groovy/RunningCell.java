package io.stoker.kernel.groovy;

import org.jspecify.annotations.Nullable;

/**
 * Which cell runs on which thread, if any does.
 *
 * <p>Everything happens under one lock, the interrupt itself included: it hits the cell it was meant for or nothing,
 * never the one after it.
 */
final class RunningCell {
    private @Nullable Thread thread;
    private long id;
    private boolean interrupted;

    /** The cell begins, on this thread. */
    synchronized void begin(long cellId) {
        Thread.interrupted();
        thread = Thread.currentThread();
        id = cellId;
        interrupted = false;
    }

    /** The cell has ended. Clears this thread's interrupted flag. */
    synchronized void end() {
        thread = null;
        Thread.interrupted();
    }

    synchronized void interrupt(long cellId) {
        if (thread != null && id == cellId) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Whether the cell that runs was interrupted from outside. */
    synchronized boolean isInterrupted() {
        return interrupted;
    }
}
