package io.stoker.code;

import io.stoker.task.MalformedValueException;
import io.stoker.task.Messages;
import io.stoker.task.UnsentException;
import io.stoker.task.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception as text, with its frames, its cause and what it has suppressed.
 *
 * @param className its class
 * @param message its message; may be empty
 * @param frames where it was thrown, innermost first
 * @param cause null if it has none, or only more than {@link Measure#most} others
 * @param suppressed likewise
 */
record ThrownText(
        String className,
        String message,
        List<StackTraceElement> frames,
        @Nullable ThrownText cause,
        List<ThrownText> suppressed) {
    private static final int MAX_NAME_BYTES = 256;

    /**
     * How much is kept.
     *
     * @param messageBytes of each message
     * @param frames of each exception
     * @param exceptions of all, with causes and suppressed ones
     */
    record Measure(int messageBytes, int frames, int exceptions) {
        /** From all that is useful on. */
        static final List<Measure> FALLING =
                List.of(new Measure(4 << 10, 200, 20), new Measure(1 << 10, 20, 5), new Measure(256, 3, 2));

        /** What fits into 500 bytes. */
        static final Measure LEAST = new Measure(128, 0, 1);
    }

    static ThrownText of(Throwable thrown, Measure measure) {
        return of(thrown, measure, new ArrayList<>());
    }

    private static ThrownText of(Throwable thrown, Measure measure, List<Throwable> met) {
        met.add(thrown);
        Throwable cause = cause(thrown);
        ThrownText causeText = cause == null || !isNew(cause, measure, met) ? null : of(cause, measure, met);
        List<ThrownText> suppressed = new ArrayList<>();
        for (Throwable other : thrown.getSuppressed()) {
            if (isNew(other, measure, met)) {
                suppressed.add(of(other, measure, met));
            }
        }
        return new ThrownText(
                Utf8.head(thrown.getClass().getName(), MAX_NAME_BYTES),
                Utf8.head(Messages.of(thrown), measure.messageBytes),
                Arrays.stream(Messages.frames(thrown)).limit(measure.frames).toList(),
                causeText,
                suppressed);
    }

    private static boolean isNew(Throwable other, Measure measure, List<Throwable> met) {
        return met.size() < measure.exceptions && met.stream().noneMatch(one -> one == other);
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable e) {
            return null; // its own method threw
        }
    }

    /** As one of {@link io.stoker.task.Values}. */
    List<@Nullable Object> toValue() {
        return Arrays.asList(
                className,
                message,
                frames.stream().map(ThrownText::frameValue).toList(),
                cause == null ? null : cause.toValue(),
                suppressed.stream().map(ThrownText::toValue).toList());
    }

    /**
     * What {@link #toValue} has made.
     *
     * @throws MalformedValueException if it is something else
     */
    static ThrownText ofValue(@Nullable Object value) {
        if (value instanceof List<?> parts
                && parts.size() == 5
                && parts.get(0) instanceof String className
                && parts.get(1) instanceof String message
                && parts.get(2) instanceof List<?> frames
                && parts.get(4) instanceof List<?> suppressed) {
            return new ThrownText(
                    className,
                    message,
                    frames.stream().map(ThrownText::frame).toList(),
                    parts.get(3) == null ? null : ofValue(parts.get(3)),
                    suppressed.stream().map(ThrownText::ofValue).toList());
        }
        throw malformed();
    }

    /** The names of class, method and file, and the line. */
    private static List<Object> frameValue(StackTraceElement frame) {
        return List.of(
                Utf8.head(frame.getClassName(), MAX_NAME_BYTES),
                Utf8.head(frame.getMethodName(), MAX_NAME_BYTES),
                frame.getFileName() == null ? "" : Utf8.head(frame.getFileName(), MAX_NAME_BYTES),
                frame.getLineNumber());
    }

    private static StackTraceElement frame(Object value) {
        if (value instanceof List<?> parts
                && parts.size() == 4
                && parts.get(0) instanceof String type
                && parts.get(1) instanceof String method
                && parts.get(2) instanceof String file
                && parts.get(3) instanceof Integer line) {
            return new StackTraceElement(type, method, file.isEmpty() ? null : file, line);
        }
        throw malformed();
    }

    private static MalformedValueException malformed() {
        return new MalformedValueException("an exception is not its class, message, frames, cause and suppressed ones");
    }

    /** An exception that stands for it. */
    UnsentException toException(String reason) {
        UnsentException exception = new UnsentException(className, message, reason);
        exception.setStackTrace(frames.toArray(StackTraceElement[]::new));
        if (cause != null) {
            exception.initCause(cause.toException(""));
        }
        suppressed.forEach(other -> exception.addSuppressed(other.toException("")));
        return exception;
    }
}
