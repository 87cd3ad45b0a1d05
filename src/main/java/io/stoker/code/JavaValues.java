package io.stoker.code;

import io.stoker.task.Subject;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Arguments and results of Java functions, which arrive as equal objects of exactly the class that was sent. What keeps
 * its class as one of {@link io.stoker.task.Values} is one; everything else is a {@link io.stoker.task.JavaObject}. The
 * bytes are those of a value in both cases.
 */
public final class JavaValues {
    private JavaValues() {}

    /**
     * The value as bytes.
     *
     * @param subject names the value in errors
     * @throws io.stoker.task.UnsendableValueException as {@link ObjectWriter#write}
     * @throws io.stoker.task.ValueTooLargeException if it takes more than {@code maxBytes}
     */
    public static Encoded encode(Subject subject, @Nullable Object value, long maxBytes) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #decode(byte[], ClassLoader, ReadLimits, Predicate)}, with no more classes allowed. */
    public static @Nullable Object decode(byte[] bytes, ClassLoader loader, ReadLimits limits) {
        return decode(bytes, loader, limits, name -> false);
    }

    /**
     * The value that {@link #encode} made these bytes of. A {@link io.stoker.task.JavaObject} inside a list, set or map
     * of other bytes stays one.
     *
     * @throws io.stoker.task.MalformedValueException as {@link ObjectReader#read}, or if the bytes are no value
     * @throws io.stoker.task.UnreadableValueException as {@link ObjectReader#read}
     * @throws java.util.concurrent.CancellationException as {@link ObjectReader#read}
     */
    public static @Nullable Object decode(
            byte[] bytes, ClassLoader loader, ReadLimits limits, Predicate<String> allowed) {
        throw new UnsupportedOperationException();
    }
}
