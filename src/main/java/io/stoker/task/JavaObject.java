package io.stoker.task;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A value of a Java type outside the closed set of {@link Values}, serialised. It is opaque wherever the type is not
 * known: in controllers, in kernels, and in the {@code main} of another program.
 *
 * @param className the type
 * @param bytes by Java serialisation; not copied
 */
public record JavaObject(String className, byte[] bytes) implements Serializable {
    @Override
    public boolean equals(Object other) {
        return other instanceof JavaObject object
                && className.equals(object.className)
                && Arrays.equals(bytes, object.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * className.hashCode() + Arrays.hashCode(bytes);
    }

    /** As in {@code a com.acme.Quote (serialised, 312 bytes)}. */
    @Override
    public String toString() {
        return "a " + Visible.of(className) + " (serialised, " + bytes.length + " bytes)";
    }
}
