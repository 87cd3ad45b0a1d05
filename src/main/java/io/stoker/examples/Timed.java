package io.stoker.examples;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A result with the time that it took.
 *
 * @param <T> what it has brought
 */
public record Timed<T>(T value, Duration time) {

    /** Does it. */
    public static <T> Timed<T> of(Supplier<T> work) {
        long start = System.nanoTime();
        T value = work.get();
        return new Timed<>(value, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Does it twice, and counts the second time: a JVM that has just started gets faster for a while. */
    public static <T> Timed<T> warm(Supplier<T> work) {
        var unused = work.get();
        return of(work);
    }
}
