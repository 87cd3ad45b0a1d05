package io.stoker.code;

import io.stoker.task.JavaObject;
import io.stoker.task.Subject;
import io.stoker.task.Values;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Arguments and results of Java functions, which arrive as equal objects of exactly the class that was sent. What keeps
 * its class as one of {@link Values} is one; everything else is a {@link JavaObject}. The bytes are those of a value in
 * both cases.
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
        int most = (int) Math.min(maxBytes, Values.MAX_BYTES);
        if (value == null || ExactValues.contain(value)) {
            return new Encoded(Values.encode(subject, value, most), Set.of());
        }
        Encoded object = ObjectWriter.write(subject, value, most);
        JavaObject sent = new JavaObject(typeName(value), object.bytes());
        return new Encoded(Values.encode(subject, sent, most), object.classes());
    }

    /** The class; of a lambda the interface that it implements, because its class has a name in this JVM only. */
    private static String typeName(Object value) {
        Class<?> type = value.getClass();
        return type.isHidden() && type.getInterfaces().length > 0
                ? type.getInterfaces()[0].getTypeName()
                : type.getTypeName();
    }

    /** As {@link #decode(byte[], ClassLoader, ReadLimits, Predicate)}, with no more classes allowed. */
    public static @Nullable Object decode(byte[] bytes, ClassLoader loader, ReadLimits limits) {
        return decode(bytes, loader, limits, name -> false);
    }

    /**
     * The value that {@link #encode} made these bytes of. A {@link JavaObject} inside a list, set or map of other bytes
     * stays one.
     *
     * @throws io.stoker.task.MalformedValueException as {@link ObjectReader#read}, or if the bytes are no value
     * @throws io.stoker.task.UnreadableValueException as {@link ObjectReader#read}
     * @throws java.util.concurrent.CancellationException as {@link ObjectReader#read}
     */
    public static @Nullable Object decode(
            byte[] bytes, ClassLoader loader, ReadLimits limits, Predicate<String> allowed) {
        Object value = Values.decode(bytes);
        return value instanceof JavaObject object ? ObjectReader.read(object.bytes(), loader, limits, allowed) : value;
    }
}
