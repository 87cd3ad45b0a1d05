package io.stoker.code;

import io.stoker.task.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes objects and functions by Java serialisation, or says where in them lies what cannot travel. */
public final class ObjectWriter {
    private static final ReadLimits READABLE = ReadLimits.DEFAULT;

    private ObjectWriter() {}

    /**
     * The object as bytes for {@link ObjectReader}.
     *
     * @param subject names the object in errors
     * @param object a value, or a function as a lambda, a method reference or an object
     * @param maxBytes how many bytes it may take
     * @throws io.stoker.task.UnsendableValueException if something in it is not Serializable, cannot exist in another
     *     JVM, or throws while it is written, or if it exceeds {@link ReadLimits#DEFAULT}; the message names the path
     *     of fields to it
     * @throws io.stoker.task.ValueTooLargeException if it takes more than {@code maxBytes}; no more than that is ever
     *     kept of it
     */
    public static Encoded write(Subject subject, Object object, long maxBytes) {
        WriteFailure failure = new WriteFailure(subject, object);
        BoundedOutput bytes = new BoundedOutput(maxBytes);
        try (ObjectOutput out = new ObjectOutput(bytes)) {
            write(object, out, failure, bytes);
            byte[] written = bytes.toByteArray();
            String exceeded = exceeded(object, out, written);
            if (exceeded != null) {
                throw failure.unreadable(exceeded);
            }
            return new Encoded(written, out.classes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
    }

    private static void write(Object object, ObjectOutput out, WriteFailure failure, BoundedOutput bytes) {
        try {
            out.writeObject(object);
            out.flush();
        } catch (StackOverflowError e) {
            throw failure.tooDeep(out.last());
        } catch (IOException | RuntimeException | LinkageError | AssertionError e) {
            ObjectOutput.UnsendableException unsendable = unsendable(e, out);
            if (unsendable != null) {
                throw failure.unsendable(unsendable.object());
            }
            throw bytes.isExceeded() ? failure.tooLarge(bytes.limit(), out.last()) : failure.thrown(e);
        }
    }

    private static ObjectOutput.@Nullable UnsendableException unsendable(Throwable thrown, ObjectOutput out) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ObjectOutput.UnsendableException unsendable) {
                return unsendable;
            }
        }
        return out.fatal();
    }

    /** Few objects cannot be deep; others are measured. */
    private static @Nullable String exceeded(Object object, ObjectOutput out, byte[] bytes) {
        if (out.objects() <= READABLE.depthWithHashes() / 2) {
            return null;
        }
        Bounds bounds = new Bounds(READABLE, bytes.length, out.hasHashes());
        String exceeded = Rehearsal.exceeded(bytes, bounds);
        if (exceeded != null || !bounds.isDeepForHashes()) {
            return exceeded;
        }
        // Some maps and sets are written as something else.
        boolean hasHashes = ObjectPath.find(object, part -> Bounds.isHashing(part.getClass())) != null;
        return hasHashes ? Bounds.deepForHashes(READABLE) : null;
    }
}
