package io.stoker.task;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Makes callables that can be sent of functions of other kinds. */
public final class Callables {
    private Callables() {}

    /**
     * The function itself if it can be sent as it is, and otherwise one around it.
     *
     * @throws ClassCastException if it is not Serializable
     */
    public static <T extends @Nullable Object> StokerCallable<T> of(Callable<T> function) {
        return function instanceof StokerCallable<T> callable ? callable : new OfCallable<>((Serializable) function);
    }

    /**
     * One around code that returns nothing.
     *
     * @throws ClassCastException if it is not Serializable
     */
    public static StokerCallable<@Nullable Void> of(Runnable function) {
        return function instanceof StokerRunnable runnable ? of(runnable) : new OfRunnable((Serializable) function);
    }

    /** One around code that returns nothing. */
    public static StokerCallable<@Nullable Void> of(StokerRunnable function) {
        return new ReturnsNothing(function);
    }

    /** @param wrapped a callable */
    private record OfCallable<T extends @Nullable Object>(Serializable wrapped) implements StokerCallable<T>, Wrapping {
        @Override
        @SuppressWarnings("unchecked")
        public T call() throws Exception {
            return ((Callable<T>) wrapped).call();
        }
    }

    /** @param wrapped a runnable */
    private record OfRunnable(Serializable wrapped) implements StokerCallable<@Nullable Void>, Wrapping {
        @Override
        public @Nullable Void call() {
            ((Runnable) wrapped).run();
            return null;
        }
    }
}
