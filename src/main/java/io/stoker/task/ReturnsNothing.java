package io.stoker.task;

import org.jspecify.annotations.Nullable;

/** Makes a callable of code that returns nothing. */
record ReturnsNothing(StokerRunnable function) implements StokerCallable<@Nullable Void>, Wrapping {

    @Override
    public StokerRunnable wrapped() {
        return function;
    }

    @Override
    public @Nullable Void call() throws Exception {
        function.run();
        return null;
    }
}
