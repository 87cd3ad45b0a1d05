package io.stoker.engine;

import io.stoker.task.StokerCallable;
import io.stoker.task.TaskContext;

/** Functions for engines; in a class that needs few others, all of which travel. */
final class SmallFunctions {
    private SmallFunctions() {}

    static StokerCallable<Integer> returning(int value) {
        return () -> value + TaskContext.current().attempt();
    }

    static StokerCallable<byte[]> returningBytes(int length) {
        return () -> new byte[length];
    }

    static StokerCallable<Object> throwing(String message) {
        return () -> {
            throw new IllegalStateException(message);
        };
    }

    static StokerCallable<Object> busyUntilItIsCancelled() {
        return () -> {
            while (!TaskContext.current().isCancelled()) {
                Thread.onSpinWait();
            }
            return null;
        };
    }
}
