package io.stoker.code;

import io.stoker.task.MalformedValueException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/** A stream of one object, whose classes one loader finds. */
final class ObjectInput extends ObjectInputStream {
    private final ByteArrayInputStream bytes;
    private final ClassLoader loader;

    ObjectInput(byte[] bytes, ClassLoader loader, ReadFilter filter) throws IOException {
        this(new ByteArrayInputStream(bytes), loader, filter);
    }

    private ObjectInput(ByteArrayInputStream bytes, ClassLoader loader, ReadFilter filter) throws IOException {
        super(bytes);
        this.bytes = bytes;
        this.loader = loader;
        setObjectInputFilter(filter);
    }

    /** Refuses bytes behind the object. */
    void requireEnd() {
        if (bytes.available() > 0) {
            throw new MalformedValueException("an object is followed by " + bytes.available() + " more bytes");
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        return ClassLookup.find(description.getName(), loader);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) {
        throw new MalformedValueException("an object is not read, because it has a proxy of "
                + String.join(", ", interfaces) + " in it, and proxies can call any method");
    }
}
