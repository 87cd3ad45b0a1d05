package io.stoker.client;

import io.stoker.code.JavaValues;
import io.stoker.code.ReadLimits;
import io.stoker.code.ThrownValue;
import io.stoker.task.StokerException;
import io.stoker.task.ValueDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads what functions have returned and thrown, with the classes of this program.
 *
 * @param loader where they are; null for where those of the thread are that asks
 */
record JavaDecoder(@Nullable ClassLoader loader) implements ValueDecoder {
    /** With the classes of the thread that asks. */
    static final JavaDecoder OF_THREAD = new JavaDecoder(null);

    @Override
    public @Nullable Object value(byte[] encoded) {
        return JavaValues.decode(encoded, classes(), ReadLimits.DEFAULT, name -> true);
    }

    @Override
    public @Nullable Throwable thrown(byte[] encoded) {
        try {
            return ThrownValue.decode(encoded, classes(), ReadLimits.DEFAULT, name -> true);
        } catch (StokerException e) {
            return e; // the failure tells of it as text
        }
    }

    private ClassLoader classes() {
        ClassLoader known = loader == null ? Thread.currentThread().getContextClassLoader() : loader;
        return known == null ? JavaDecoder.class.getClassLoader() : known;
    }
}
