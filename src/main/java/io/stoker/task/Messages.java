package io.stoker.task;

/** Reads exceptions whose own methods may throw, because they are the user's. */
public final class Messages {
    private static final StackTraceElement[] NO_FRAMES = {};

    private Messages() {}

    /** The message; empty if there is none, and what went wrong if its method throws. */
    public static String of(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (Throwable e) {
            return "its getMessage() threw " + Utf8.head(e.getClass().getName(), Failure.MAX_TYPE_BYTES);
        }
    }

    /** Where it was thrown; empty if its method does not say so. */
    public static StackTraceElement[] frames(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            return frames == null ? NO_FRAMES : frames;
        } catch (Throwable e) {
            return NO_FRAMES;
        }
    }
}
