package io.stoker.node.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/** Some numbers that are told together. Written by one thread, read by any. */
final class Figures {
    private final AtomicLongArray values;

    Figures(int count) {
        values = new AtomicLongArray(count);
    }

    void set(long... now) {
        for (int i = 0; i < now.length; i++) {
            values.setRelease(i, now[i]);
        }
    }

    double get(int index) {
        return values.getAcquire(index);
    }
}
