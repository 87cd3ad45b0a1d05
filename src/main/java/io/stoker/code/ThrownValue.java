package io.stoker.code;

import java.util.function.Predicate;

/**
 * Exceptions of Java functions on their way to the caller: as themselves with their causes where possible, and as text
 * in any case.
 */
public final class ThrownValue {
    private ThrownValue() {}

    /**
     * The exception as bytes. One that cannot be serialised, or not in so many bytes, is text only.
     *
     * @param maxBytes how many bytes it may take, 1,000 at least
     */
    public static Encoded encode(Throwable thrown, long maxBytes) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #decode(byte[], ClassLoader, ReadLimits, Predicate)}, with no more classes allowed. */
    public static Throwable decode(byte[] bytes, ClassLoader loader, ReadLimits limits) {
        return decode(bytes, loader, limits, name -> false);
    }

    /**
     * The exception; an {@link io.stoker.task.UnsentException} in its place if it was sent as text, or cannot be read
     * here.
     *
     * @param loader as for {@link ObjectReader#read}
     * @param allowed as for {@link ObjectReader#read}
     * @throws io.stoker.task.MalformedValueException if the bytes are no exception
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, which it still is then
     */
    public static Throwable decode(byte[] bytes, ClassLoader loader, ReadLimits limits, Predicate<String> allowed) {
        throw new UnsupportedOperationException();
    }
}
