package io.stoker.code;

import io.stoker.task.Subject;

/** Writes objects and functions by Java serialisation, or says where in them lies what cannot travel. */
public final class ObjectWriter {
    private ObjectWriter() {}

    /**
     * The object as bytes for {@link ObjectReader}.
     *
     * @param subject names the object in errors
     * @param object a value, or a function as a lambda, a method reference or an object
     * @param maxBytes how many bytes it may take
     * @throws io.stoker.task.UnsendableValueException if something in it is not Serializable, cannot exist in another
     *     JVM, or throws while it is written, or if it is deeper or larger than {@link ReadLimits#DEFAULT}; the message
     *     names the path of fields to it
     * @throws io.stoker.task.ValueTooLargeException if it takes more than {@code maxBytes}; no more than that is ever
     *     kept of it
     */
    public static Encoded write(Subject subject, Object object, long maxBytes) {
        throw new UnsupportedOperationException();
    }
}
