package io.stoker.code;

import io.stoker.task.MalformedValueException;
import java.io.IOException;
import java.util.function.Predicate;

/** Reads what an {@link ObjectWriter} has written, from bytes that may be hostile. */
public final class ObjectReader {
    private ObjectReader() {}

    /** As {@link #read(byte[], ClassLoader, ReadLimits, Predicate)}, with no more classes allowed. */
    public static Object read(byte[] bytes, ClassLoader loader, ReadLimits limits) {
        return read(bytes, loader, limits, name -> false);
    }

    /**
     * The object. Its classes are looked up in {@code loader}; only those are allowed that this loader defines itself,
     * those of the JDK apart from some that run code, plain data of Stoker, and those that {@code allowed} accepts.
     * Reading runs their code.
     *
     * @param loader defines the classes that were sent with it
     * @param allowed whether a class of this name may be used that an ancestor of {@code loader} defines
     * @throws MalformedValueException if the bytes are no object, exceed a limit, or name a class that is not allowed
     * @throws io.stoker.task.UnreadableValueException if a class is missing, differs from the one it was written with,
     *     or throws while it is read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, which it still is then
     */
    public static Object read(byte[] bytes, ClassLoader loader, ReadLimits limits, Predicate<String> allowed) {
        if (bytes.length > limits.bytes()) {
            throw new MalformedValueException("an object is not read, because it has " + bytes.length
                    + " bytes, and the limit is " + limits.bytes());
        }
        ReadFilter filter =
                new ReadFilter(new Bounds(limits, bytes.length, false), new AllowedClasses(loader, allowed));
        try (ObjectInput in = new ObjectInput(bytes, loader, filter)) {
            Object object = in.readObject();
            filter.throwRefusal();
            in.requireEnd();
            if (object == null) {
                throw new MalformedValueException("these " + bytes.length + " bytes are null and not an object");
            }
            return object;
        } catch (IOException
                | ClassNotFoundException
                | RuntimeException
                | LinkageError
                | AssertionError
                | InternalError // of the stream, which some bytes confuse
                | StackOverflowError e) {
            filter.throwRefusal();
            throw ReadFailure.of(e, bytes.length);
        }
    }
}
