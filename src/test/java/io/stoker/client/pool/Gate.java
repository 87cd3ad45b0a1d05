package io.stoker.client.pool;

import io.stoker.task.SerializableRunnable;
import io.stoker.task.StokerCallable;
import java.util.UUID;

/**
 * A function that waits until it is let through or interrupted, and tells how far it is.
 *
 * @param name what its latches are called
 */
record Gate(String name) implements StokerCallable<String> {
    Gate() {
        this(UUID.randomUUID().toString());
    }

    @Override
    public String call() throws InterruptedException {
        Latches.open(name + " begun");
        try {
            Latches.await(name + " open");
            Latches.open(name + " passed");
            return "passed";
        } catch (InterruptedException e) {
            Latches.open(name + " interrupted");
            throw e;
        }
    }

    /** The same as a runnable that does not end when it is interrupted. */
    SerializableRunnable stubborn() {
        return () -> {
            boolean passed = false;
            while (!passed) {
                try {
                    call();
                    passed = true;
                } catch (InterruptedException e) {
                    // the latches tell of it
                }
            }
        };
    }

    void open() {
        Latches.open(name + " open");
    }

    void awaitBegun() throws InterruptedException {
        Latches.await(name + " begun");
    }

    void awaitPassed() throws InterruptedException {
        Latches.await(name + " passed");
    }

    void awaitInterrupted() throws InterruptedException {
        Latches.await(name + " interrupted");
    }

    boolean hasBegun() {
        return Latches.isOpen(name + " begun");
    }

    boolean hasPassed() {
        return Latches.isOpen(name + " passed");
    }
}
