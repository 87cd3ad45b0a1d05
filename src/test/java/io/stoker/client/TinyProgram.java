package io.stoker.client;

import io.stoker.task.StokerCallable;

/** Whatever of this is sent to an engine is small: it refers to nothing else. */
final class TinyProgram {
    private TinyProgram() {}

    static StokerCallable<Integer> one() {
        return () -> 1;
    }
}
