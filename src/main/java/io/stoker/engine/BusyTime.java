package io.stoker.engine;

/** How long an engine has been busy. Thread-safe; ticks are those of {@code System.nanoTime()}. */
final class BusyTime {
    private boolean busy;
    private long since;
    private long before;

    /** It is busy from now on. */
    synchronized void begin(long tick) {
        if (!busy) {
            busy = true;
            since = tick;
        }
    }

    /** It is not busy any more; nothing if it was not. */
    synchronized void end(long tick) {
        if (busy) {
            busy = false;
            before += tick - since;
        }
    }

    /** Whether it is busy. */
    synchronized boolean isBusy() {
        return busy;
    }

    /** How long it has been busy until now, in nanoseconds. */
    synchronized long nanos(long tick) {
        return busy ? before + tick - since : before;
    }
}
