package io.stoker.task;

/**
 * A {@link Runnable} that can be sent to an engine. It stands where {@code Runnable} would, so that the compiler makes
 * a serialisable object of a lambda; like a {@code Runnable}, and unlike other {@link StokerRunnable}s, it throws no
 * checked exceptions.
 */
@FunctionalInterface
public interface SerializableRunnable extends Runnable, StokerRunnable {

    @Override
    void run();
}
