package io.stoker.engine;

import io.stoker.kernel.Causes;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Frame;
import io.stoker.task.Failure.Kind;
import io.stoker.task.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Failures of Java functions, with the frames of the user's code. */
final class FunctionFailures {
    private static final int MOST_FRAMES_SHOWN = 20;
    private static final String STOPPED = "interrupted from outside";
    /** What stands between the engine and the user's code on a stack. */
    private static final List<String> BETWEEN =
            List.of("io.stoker.", "jdk.internal.reflect.", "java.lang.reflect.Method");

    private FunctionFailures() {}

    /** Something was thrown while the function ran. */
    static Failure of(Kind kind, Throwable thrown) {
        return of(kind, "", thrown);
    }

    /** As the other one; {@code where} stands before the message. */
    static Failure of(Kind kind, String where, Throwable thrown) {
        try {
            String type = thrown.getClass().getName();
            String message = where + Messages.of(thrown);
            return failure(kind, type, message, frames(thrown), Causes.of(thrown, FunctionFailures::place));
        } catch (Throwable e) { // its methods may be the user's own and throw as well, and the heap may be full still
            return Failures.of(thrown);
        }
    }

    /** The function could not be read, or one of its classes not be initialised. */
    static Failure unreadable(Throwable thrown) {
        Throwable cause =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean own = !Objects.equals(cause, thrown);
        Failure failure = of(own ? Kind.USER_CODE : Kind.SYSTEM, cause);
        String what =
                own ? "a static initialiser of the function's classes has thrown " : "the function cannot be read: ";
        return new Failure(
                failure.kind(),
                failure.type(),
                what + failure.summary(),
                0,
                0,
                failure.frames(),
                what + failure.text());
    }

    /** What the function returned cannot travel. */
    static Failure unsendable(RuntimeException why) {
        return Failure.of(Kind.PULL, why.getClass().getName(), Messages.of(why));
    }

    /** @param ended how it ended all the same; null if it returned */
    static Failure interrupted(@Nullable Failure ended) {
        List<Frame> frames = ended == null ? List.of() : ended.frames();
        return failure(Kind.INTERRUPTED, "Interrupted", STOPPED, frames, "");
    }

    private static Failure failure(Kind kind, String type, String message, List<Frame> frames, String causes) {
        StringBuilder text = new StringBuilder(message.isEmpty() ? type : type + ": " + message).append('\n');
        frames.stream()
                .limit(MOST_FRAMES_SHOWN)
                .forEach(frame -> text.append("  at ").append(frame).append('\n'));
        if (frames.size() > MOST_FRAMES_SHOWN) {
            text.append("  … and ").append(frames.size() - MOST_FRAMES_SHOWN).append(" more\n");
        }
        List<Frame> kept = List.copyOf(frames.subList(0, Math.min(frames.size(), Failure.MOST_FRAMES)));
        return new Failure(kind, type, message, 0, 0, kept, Failure.text(text.toString(), causes));
    }

    /** Those above the engine's own. */
    private static List<Frame> frames(Throwable thrown) {
        return above(thrown).map(FunctionFailures::frame).toList();
    }

    private static Stream<StackTraceElement> above(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .takeWhile(element -> !element.getClassName().startsWith(FunctionCalls.class.getName()))
                .filter(element -> BETWEEN.stream().noneMatch(element.getClassName()::startsWith));
    }

    private static Frame frame(StackTraceElement element) {
        String file = Objects.requireNonNullElse(element.getFileName(), "unknown");
        return new Frame(
                element.getClassName() + "." + element.getMethodName(), file, Math.max(0, element.getLineNumber()));
    }

    private static String place(Throwable cause) {
        return above(cause)
                .findFirst()
                .map(element -> "  at " + frame(element) + "\n")
                .orElse("");
    }
}
