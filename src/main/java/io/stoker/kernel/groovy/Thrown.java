package io.stoker.kernel.groovy;

import groovy.lang.GroovyRuntimeException;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import io.stoker.kernel.Causes;
import io.stoker.kernel.Kernel.Cell;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Frame;
import io.stoker.task.Failure.Kind;
import io.stoker.task.Messages;
import io.stoker.task.SourceLimits;
import io.stoker.task.TaskRejectException;
import io.stoker.task.Utf8;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.InvokerInvocationException;
import org.jspecify.annotations.Nullable;

/** Makes a failure a person can read of what a cell threw. */
final class Thrown {
    private static final int MOST_FRAMES_SHOWN = 20;
    private static final int LONGEST_SUMMARY = 200;
    private static final String INTERRUPTED = "Interrupted";
    private static final String STOPPED = "interrupted from outside";

    private final Cell cell;
    private final String compiledAs;

    private Thrown(Cell cell, String compiledAs) {
        this.cell = cell;
        this.compiledAs = compiledAs;
    }

    static Failure failure(Kind kind, Throwable thrown, Cell cell, String compiledAs) {
        try {
            Throwable cause = unwrapped(thrown);
            return new Thrown(cell, compiledAs)
                    .failure(cause instanceof TaskRejectException ? Kind.REJECTED : kind, cause);
        } catch (Throwable e) {
            // Its methods may be the user's own and throw as well, and the heap may be full still.
            return Failure.of(kind, type(thrown), "cannot be described: " + type(e));
        }
    }

    /** The cell was interrupted and ended then, perhaps by an exception that shows where it was. */
    static Failure interrupted(@Nullable Throwable thrown, Cell cell, String compiledAs) {
        try {
            List<Frame> frames = thrown == null ? List.of() : UserFrames.of(unwrapped(thrown), compiledAs, cell.name());
            return new Thrown(cell, compiledAs).failure(Kind.INTERRUPTED, INTERRUPTED, STOPPED, frames, "");
        } catch (Throwable e) {
            return Failure.of(Kind.INTERRUPTED, INTERRUPTED, STOPPED);
        }
    }

    /** A value was being read when its cell was interrupted. */
    static Failure interruptedPull() {
        return Failure.of(Kind.INTERRUPTED, INTERRUPTED, STOPPED + " while the values were pulled");
    }

    private Failure failure(Kind kind, Throwable thrown) {
        String causes = Causes.of(
                thrown,
                cause -> frames(cause).stream()
                        .findFirst()
                        .map(frame -> "  at " + frame + "\n")
                        .orElse(""));
        String type = SourceLimits.ofRun(thrown).isPresent() ? SourceLimits.TYPE : type(thrown);
        return failure(kind, type, message(thrown), frames(thrown), causes);
    }

    private Failure failure(Kind kind, String type, String message, List<Frame> frames, String causes) {
        StringBuilder text = new StringBuilder(message.isEmpty() ? type : type + ": " + message).append('\n');
        frames.stream()
                .limit(MOST_FRAMES_SHOWN)
                .forEach(frame -> text.append("  at ").append(frame).append('\n'));
        if (frames.size() > MOST_FRAMES_SHOWN) {
            text.append("  … and ").append(frames.size() - MOST_FRAMES_SHOWN).append(" more\n");
        }
        int line = frames.stream()
                .filter(frame -> frame.file().equals(cell.name() + ".groovy"))
                .findFirst()
                .map(Frame::line)
                .orElse(0);
        text.append(SourceLines.show(cell.source(), line));
        List<Frame> kept = List.copyOf(frames.subList(0, Math.min(frames.size(), Failure.MOST_FRAMES)));
        return new Failure(kind, type, message, line, 0, kept, Failure.text(text.toString(), causes));
    }

    private List<Frame> frames(Throwable thrown) {
        return UserFrames.of(thrown, compiledAs, cell.name());
    }

    /** The type and message in one line, whatever the methods of what was thrown do. */
    static String summary(Throwable thrown) {
        // Groovy wraps what is checked on its way out of a toString().
        Throwable wrapped = thrown.getClass() == GroovyRuntimeException.class ? thrown.getCause() : null;
        Throwable cause = unwrapped(wrapped == null ? thrown : wrapped);
        try {
            String message = Objects.requireNonNullElse(cause.getMessage(), "");
            return type(cause) + (message.isEmpty() ? "" : ": " + Utf8.head(message, LONGEST_SUMMARY));
        } catch (Throwable e) {
            return type(cause);
        }
    }

    private static String type(Throwable thrown) {
        return Utf8.head(thrown.getClass().getName(), Failure.MAX_TYPE_BYTES);
    }

    private String message(Throwable thrown) {
        String message = SourceLimits.ofRun(thrown).orElseGet(() -> Messages.of(thrown));
        if (thrown instanceof MissingPropertyException || thrown instanceof MissingMethodException) {
            // These two name the class, which is called after the first source with the same words.
            message = message.replaceAll(
                    "\\b" + Pattern.quote(compiledAs) + "\\b", Matcher.quoteReplacement(cell.name()));
        }
        return Utf8.head(message, Failure.MAX_MESSAGE_BYTES);
    }

    /** What the cell threw, without the wrapper that calls by reflection put round it. */
    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapper = thrown instanceof InvokerInvocationException
                || thrown instanceof InvocationTargetException
                || thrown instanceof UndeclaredThrowableException;
        return wrapper && thrown.getCause() != null ? unwrapped(thrown.getCause()) : thrown;
    }
}
