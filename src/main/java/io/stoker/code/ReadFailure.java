package io.stoker.code;

import io.stoker.task.MalformedValueException;
import io.stoker.task.Messages;
import io.stoker.task.StokerException;
import io.stoker.task.UnreadableValueException;
import io.stoker.task.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.StreamCorruptedException;
import java.io.UTFDataFormatException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What it means that an object could not be read, and what to do about it. */
final class ReadFailure {
    /** How much is shown, in bytes, of what the object's own code says. */
    private static final int LONGEST_REASON = 300;

    private static final Pattern VERSIONS =
            Pattern.compile("stream classdesc serialVersionUID = (-?\\d+), local class serialVersionUID = (-?\\d+)");
    private static final String LAMBDA_READER = "$deserializeLambda$";
    private static final String SAME_BUILD = "; run the same build on both sides";

    private ReadFailure() {}

    static RuntimeException of(Throwable thrown, int bytes) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof StokerException || cause instanceof CancellationException) {
            return (RuntimeException) cause; // of the filter, or of a loader that fetches classes
        }
        if (cause instanceof StackOverflowError) {
            return new MalformedValueException(
                    "an object is not read, because it is nested too deep for the stack of this thread", cause);
        }
        String reason = isOfTheBytes(cause) ? null : reason(cause);
        return reason == null
                ? new MalformedValueException("these " + bytes + " bytes are not a Java object: " + shown(cause), cause)
                : new UnreadableValueException(reason, cause);
    }

    /** Whether it is the fault of the bytes, and not of code that has read them. */
    private static boolean isOfTheBytes(Throwable cause) {
        return cause instanceof EOFException
                || cause instanceof StreamCorruptedException
                || cause instanceof UTFDataFormatException;
    }

    /** What was thrown first, without what the JDK has wrapped it into. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean isWrapper = thrown instanceof InvocationTargetException
                || thrown instanceof ExceptionInInitializerError
                || thrown instanceof IOException;
        return isWrapper && cause != null ? unwrapped(cause) : thrown;
    }

    private static @Nullable String reason(Throwable cause) {
        if (cause instanceof ClassNotFoundException) {
            return "the class " + cause.getMessage() + " is missing here; have it on the class path, or send it along";
        }
        if (cause instanceof InvalidClassException invalid && invalid.classname != null) {
            return changed(invalid);
        }
        if (cause instanceof NoClassDefFoundError && cause.getCause() instanceof ClassNotFoundException missing) {
            return reason(missing);
        }
        if (cause instanceof LinkageError) {
            return "a class of the object cannot be used here: " + shown(cause);
        }
        for (StackTraceElement frame : Messages.frames(cause)) {
            if (frame.getMethodName().equals(LAMBDA_READER) && cause instanceof IllegalArgumentException) {
                return "the class " + frame.getClassName() + " here does not have the lambda that was sent, so it"
                        + " was compiled from another source" + SAME_BUILD;
            }
        }
        UserFrame frame = UserFrame.of(cause, UserFrame.READING, name -> !name.matches("(java|javax|jdk|sun)\\..*"));
        return frame == null ? null : "an object could not be read, because " + frame + " threw " + shown(cause);
    }

    private static String changed(InvalidClassException invalid) {
        Matcher versions = VERSIONS.matcher(String.valueOf(invalid.getMessage()));
        String difference = versions.find()
                ? "differs from the one that the object was written with: its serialVersionUID is " + versions.group(2)
                        + " here, and was " + versions.group(1)
                : "does not fit the object that was written: " + shown(invalid);
        return "the class " + invalid.classname + " here " + difference + SAME_BUILD;
    }

    private static String shown(Throwable thrown) {
        String message = Messages.of(thrown);
        return thrown.getClass().getName() + (message.isEmpty() ? "" : ": " + Utf8.head(message, LONGEST_REASON));
    }
}
