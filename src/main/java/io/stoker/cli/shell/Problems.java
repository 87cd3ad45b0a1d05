package io.stoker.cli.shell;

import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import io.stoker.client.multi.CompositeException;
import io.stoker.task.Messages;
import io.stoker.task.SourceLimits;
import io.stoker.task.StokerException;
import io.stoker.task.Visible;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.runtime.InvokerInvocationException;
import org.codehaus.groovy.syntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in a few lines: what it is, and where in the user's own source. */
final class Problems {
    private static final String EXTENSION = ".groovy";
    private static final int MOST_FRAMES = 5;

    /** Of what went wrong on an engine. */
    private static final int MOST_LINES = 12;

    private Problems() {}

    /** The text for a person, or, if {@code verbose}, for somebody who looks for a defect. */
    static String text(Throwable thrown, boolean verbose) {
        return Visible.of(verbose ? trace(thrown) : told(thrown));
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(trace, true));
        } catch (Throwable e) { // its methods are the user's own
            return told(thrown);
        }
        return trace.toString().replace(System.lineSeparator(), "\n").stripTrailing();
    }

    private static String told(Throwable thrown) {
        Throwable problem =
                thrown instanceof InvokerInvocationException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (problem instanceof CompositeException several) {
            return composite(several) + frames(problem);
        }
        return problem instanceof CompilationFailedException failed
                ? syntax(failed)
                : message(problem) + frames(problem);
    }

    /** What went wrong on each engine, with the innermost of the user's frames there. */
    private static String composite(CompositeException several) {
        String first = String.valueOf(several.getMessage()).lines().findFirst().orElse("");
        return first
                + several.parts().stream()
                        .map(part -> "\n[" + part.engineId() + ":" + part.method() + "]: "
                                + part.text().lines().limit(MOST_LINES).collect(Collectors.joining("\n")))
                        .collect(Collectors.joining());
    }

    private static String syntax(CompilationFailedException failed) {
        if (failed instanceof MultipleCompilationErrorsException several) {
            String errors = several.getErrorCollector().getErrors().stream()
                    .filter(SyntaxErrorMessage.class::isInstance)
                    .map(error -> syntax(((SyntaxErrorMessage) error).getCause()))
                    .collect(Collectors.joining("\n"));
            if (!errors.isEmpty()) {
                return errors;
            }
        }
        return "syntax error: " + failed.getMessage();
    }

    /** The first line that does not parse; 0 if none is known. */
    static int line(Throwable failed) {
        return failed instanceof MultipleCompilationErrorsException several
                        && several.getErrorCollector().getErrors().get(0) instanceof SyntaxErrorMessage error
                ? error.getCause().getStartLine()
                : 0;
    }

    private static String syntax(SyntaxException error) {
        return "syntax error: " + error.getOriginalMessage() + " (line " + error.getStartLine() + ", column "
                + error.getStartColumn() + ")";
    }

    /** Our own errors are written to be read; of others the type is half of what they say. */
    private static String message(Throwable problem) {
        if (problem instanceof MissingPropertyException missing && isScript(missing.getType())) {
            return "there is no variable '" + missing.getProperty() + "'"
                    + hint(PythonForms.ofName(missing.getProperty()));
        }
        if (problem instanceof MissingMethodException missing && isScript(missing.getType())) {
            Optional<String> hint = PythonForms.ofCall(missing.getMethod());
            if (hint.isPresent()) {
                return "there is no function '" + missing.getMethod() + "'" + hint(hint);
            }
        }
        String message = SourceLimits.ofRun(problem).orElseGet(() -> Messages.of(problem));
        if (problem instanceof StokerException && !message.isEmpty()) {
            return message;
        }
        String type = problem.getClass().getSimpleName();
        return message.isBlank() ? type : type + ": " + message.strip();
    }

    private static String hint(Optional<String> hint) {
        return hint.map(text -> "; " + text).orElse("");
    }

    private static boolean isScript(@Nullable Class<?> type) {
        return type != null && Script.class.isAssignableFrom(type);
    }

    /** Where in the user's source; nothing where that is a single line. */
    private static String frames(Throwable problem) {
        List<StackTraceElement> frames = Arrays.stream(Messages.frames(problem))
                .filter(frame -> frame.getFileName() != null
                        && frame.getFileName().endsWith(EXTENSION)
                        && frame.getLineNumber() > 0)
                .filter(frame -> !frame.getClassName().matches("(org\\.codehaus\\.|org\\.apache\\.)?groovy\\..*"))
                .limit(MOST_FRAMES)
                .toList();
        boolean tells = frames.size() > 1 || frames.stream().anyMatch(frame -> frame.getLineNumber() > 1);
        return tells ? frames.stream().map(Problems::frame).collect(Collectors.joining()) : "";
    }

    private static String frame(StackTraceElement frame) {
        String file = String.valueOf(frame.getFileName());
        String name = file.substring(0, file.length() - EXTENSION.length());
        return "\n  at " + name.replaceFirst("^In_(\\d+)$", "In [$1]") + ", line " + frame.getLineNumber();
    }
}
