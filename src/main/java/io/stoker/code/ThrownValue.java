package io.stoker.code;

import io.stoker.task.MalformedValueException;
import io.stoker.task.Messages;
import io.stoker.task.Subject;
import io.stoker.task.UnreadableValueException;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.UnsentException;
import io.stoker.task.Utf8;
import io.stoker.task.Values;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Exceptions of Java functions on their way to the caller: as themselves with their causes where possible, and as text
 * in any case.
 */
public final class ThrownValue {
    private ThrownValue() {}

    private static final Subject SUBJECT = new Subject("the exception could not be sent", "exception", null, null);

    private static final int LEAST_BYTES = 1_000;
    private static final int LONGEST_REASON = 2_000;

    /** What the parts of an encoded exception take beside the text and the object. */
    private static final int ROOM = 64;

    /**
     * The exception as bytes. One that cannot be serialised, or not in so many bytes, is text only; of that, frames and
     * causes are left away until it fits.
     *
     * @param maxBytes how many bytes it may take, 1,000 at least
     * @throws IllegalArgumentException if {@code maxBytes} is less
     */
    public static Encoded encode(Throwable thrown, long maxBytes) {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "an exception needs " + LEAST_BYTES + " bytes at least, not " + maxBytes);
        }
        Object text = text(thrown, maxBytes);
        int textBytes = Values.encode(SUBJECT, text).length;
        try {
            Encoded object = ObjectWriter.write(SUBJECT, thrown, maxBytes - textBytes - ROOM);
            return encoded(text, object.bytes(), object.classes());
        } catch (UnsendableValueException e) {
            int room = (int) Math.min(LONGEST_REASON, maxBytes - textBytes - ROOM);
            return encoded(text, Utf8.head(Messages.of(e), room), Set.of());
        }
    }

    /** As much of the text as takes half of the room: the other half is for the object. */
    private static Object text(Throwable thrown, long maxBytes) {
        for (ThrownText.Measure measure : ThrownText.Measure.FALLING) {
            Object text = ThrownText.of(thrown, measure).toValue();
            if (Values.encode(SUBJECT, text).length <= maxBytes / 2) {
                return text;
            }
        }
        return ThrownText.of(thrown, ThrownText.Measure.LEAST).toValue();
    }

    private static Encoded encoded(Object text, Object objectOrReason, Set<Class<?>> classes) {
        return new Encoded(Values.encode(SUBJECT, List.of(text, objectOrReason)), classes);
    }

    /** As {@link #decode(byte[], ClassLoader, ReadLimits, Predicate)}, with no more classes allowed. */
    public static Throwable decode(byte[] bytes, ClassLoader loader, ReadLimits limits) {
        return decode(bytes, loader, limits, name -> false);
    }

    /**
     * The exception; an {@link UnsentException} in its place if it was sent as text, or cannot be read here.
     *
     * @param loader as for {@link ObjectReader#read}
     * @param allowed as for {@link ObjectReader#read}
     * @throws MalformedValueException if the bytes are no exception
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, which it still is then
     */
    public static Throwable decode(byte[] bytes, ClassLoader loader, ReadLimits limits, Predicate<String> allowed) {
        if (!(Values.decode(bytes) instanceof List<?> parts) || parts.size() != 2) {
            throw new MalformedValueException("these " + bytes.length + " bytes are not an exception");
        }
        ThrownText text = ThrownText.ofValue(parts.get(0));
        if (parts.get(1) instanceof String reason) {
            return text.toException(reason);
        }
        if (!(parts.get(1) instanceof byte[] object)) {
            throw new MalformedValueException("an exception has neither its object nor the reason why there is none");
        }
        try {
            return ObjectReader.read(object, loader, limits, allowed) instanceof Throwable thrown
                    ? thrown
                    : text.toException("the object that was sent with it is not an exception");
        } catch (MalformedValueException | UnreadableValueException e) {
            return text.toException("the exception could not be read here: " + e.getMessage());
        }
    }
}
