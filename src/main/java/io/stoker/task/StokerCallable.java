package io.stoker.task;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A function without arguments that can be sent to an engine: a lambda or method reference in its place is
 * serialisable, with everything that it captures.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
public interface StokerCallable<T extends @Nullable Object> extends Callable<T>, Serializable {}
