package io.stoker.code;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stream of one object, which notes what it meets and stops at what cannot travel. */
final class ObjectOutput extends ObjectOutputStream {
    private final Set<Class<?>> classes = new LinkedHashSet<>();
    private final Set<Call> calls = new LinkedHashSet<>();
    private boolean hasHashes;
    private long objects;
    private @Nullable Object last;
    private @Nullable UnsendableException fatal;

    ObjectOutput(OutputStream out) throws IOException {
        super(out);
        enableReplaceObject(true);
    }

    /** What is thrown when the object is written by itself; null if nothing is. */
    static @Nullable Throwable tryOut(Object object) {
        try (ObjectOutput out = new ObjectOutput(OutputStream.nullOutputStream())) {
            out.writeObject(object);
            return null;
        } catch (IOException | RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            return e;
        }
    }

    /** How many objects were met; each is counted once. */
    long objects() {
        return objects;
    }

    /** Whether a map or a set was met, other than those that are written as something else. */
    boolean hasHashes() {
        return hasHashes;
    }

    /** What was met last. */
    @Nullable
    Object last() {
        return last;
    }

    /** What has ended the writing; null if it was something else. */
    @Nullable
    UnsendableException fatal() {
        return fatal;
    }

    /** The classes that were named; see {@link Encoded}. */
    Set<Class<?>> classes() {
        Set<Class<?>> named = new LinkedHashSet<>(classes);
        for (Class<?> type : classes) {
            for (Call call : calls) {
                if (type.getName().equals(call.capturing())) {
                    add(named, ClassLookup.of(call.implementing(), type));
                    add(named, ClassLookup.of(call.functional(), type));
                }
            }
        }
        return named;
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
        require(type);
        hasHashes |= Bounds.isHashing(type);
        add(classes, Jdk.element(type));
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
        require(type);
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) throws IOException {
        if (object instanceof UnsendableException thrown) {
            fatal = thrown; // Java ends a stream with the exception that nobody has caught
            return object;
        }
        objects++;
        last = object;
        if (object instanceof SerializedLambda lambda) {
            calls.add(Call.of(lambda));
        } else if (object != null) {
            require(object);
        }
        return object;
    }

    private static void require(Object object) throws UnsendableException {
        if (Flaw.of(object) != null) {
            throw new UnsendableException(object);
        }
    }

    private static void add(Set<Class<?>> classes, Class<?> type) {
        if (!Jdk.has(type)) {
            classes.add(type);
        }
    }

    /** The names of the classes that a lambda stands in, of the method it calls, and of the interface it implements. */
    private record Call(String capturing, String implementing, String functional) {
        static Call of(SerializedLambda lambda) {
            return new Call(
                    name(lambda.getCapturingClass()),
                    name(lambda.getImplClass()),
                    name(lambda.getFunctionalInterfaceClass()));
        }

        private static String name(String internalName) {
            return internalName.replace('/', '.');
        }
    }

    /** An object, or a class that is itself a part of the value, cannot travel. */
    static final class UnsendableException extends NotSerializableException {
        private static final long serialVersionUID = 1L;

        private final transient Object object;

        UnsendableException(Object object) {
            super(object.getClass().getName());
            this.object = object;
        }

        Object object() {
            return object;
        }
    }
}
