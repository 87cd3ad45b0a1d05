package io.stoker.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object that was just written for its structure only, to see whether it is within the limits of its reader.
 * Java skips the content of objects whose class it does not find, and here it finds none: nothing but arrays of
 * primitives is made, and no code of the object is run.
 */
final class Rehearsal extends ObjectInputStream {
    private @Nullable String exceeded;

    private Rehearsal(byte[] bytes, Bounds bounds) throws IOException {
        super(new ByteArrayInputStream(bytes));
        setObjectInputFilter(info -> {
            exceeded = bounds.exceeded(info);
            return exceeded == null ? Status.ALLOWED : Status.REJECTED;
        });
    }

    /** What is exceeded, as {@link Bounds#exceeded} says it; null if nothing is. */
    static @Nullable String exceeded(byte[] bytes, Bounds bounds) {
        try (Rehearsal in = new Rehearsal(bytes, bounds)) {
            return in.exceeded();
        } catch (IOException e) {
            throw new UncheckedIOException("what was written cannot be read", e);
        } catch (StackOverflowError e) {
            return "is nested too deep for the stack of this thread";
        }
    }

    private @Nullable String exceeded() throws IOException {
        try {
            readObject();
        } catch (ClassNotFoundException e) {
            return null; // as it has to be; the object has been read to its end
        } catch (InvalidClassException e) {
            if (exceeded == null) {
                throw e;
            }
        }
        return exceeded;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        String name = description.getName();
        if (name.matches("\\[[BCDFIJSZ]")) {
            return Class.forName(name);
        }
        throw new ClassNotFoundException(name);
    }
}
