package io.stoker.kernel.groovy;

import io.stoker.kernel.Kernel.Cell;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.SourceLimits;
import io.stoker.task.Utf8;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Says what is wrong with a source that does not compile. */
final class SyntaxErrors {
    private static final String TYPE = "SyntaxError";
    private static final int MOST_SHOWN = 5;

    private SyntaxErrors() {}

    /** @param before how many characters were compiled before the source, in its first line */
    static Failure failure(CompilationFailedException failed, Cell cell, int before) {
        Optional<String> limit = SourceLimits.ofCompiler(failed);
        if (limit.isPresent()) {
            return Failure.of(Kind.SYSTEM, SourceLimits.TYPE, limit.get());
        }
        List<SyntaxException> errors = errors(failed);
        if (errors.isEmpty()) {
            String reason = failed.getMessage() + (failed.getCause() == null ? "" : ": " + failed.getCause());
            return Failure.of(Kind.SYNTAX, TYPE, Utf8.head(reason, Failure.MAX_MESSAGE_BYTES));
        }
        SyntaxException first = errors.get(0);
        StringBuilder text = new StringBuilder();
        errors.stream().limit(MOST_SHOWN).forEach(error -> text.append(show(error, cell, before)));
        if (errors.size() > MOST_SHOWN) {
            text.append("… and ").append(errors.size() - MOST_SHOWN).append(" more");
        }
        String shown = Utf8.head(text.toString().stripTrailing(), Failure.MAX_TEXT_BYTES);
        return new Failure(
                Kind.SYNTAX,
                TYPE,
                message(first),
                Math.max(0, first.getStartLine()),
                Math.max(0, column(first, before)),
                List.of(),
                shown);
    }

    private static List<SyntaxException> errors(CompilationFailedException failed) {
        if (!(failed instanceof MultipleCompilationErrorsException several)) {
            return List.of();
        }
        return several.getErrorCollector().getErrors().stream()
                .filter(SyntaxErrorMessage.class::isInstance)
                .map(message -> ((SyntaxErrorMessage) message).getCause())
                .toList();
    }

    private static String show(SyntaxException error, Cell cell, int before) {
        return TYPE + ": " + message(error) + "\n  at " + cell.name() + ".groovy:" + error.getStartLine() + ", column "
                + column(error, before) + "\n"
                + SourceLines.show(cell.source(), error.getStartLine(), column(error, before));
    }

    private static int column(SyntaxException error, int before) {
        return error.getStartLine() == 1 ? error.getStartColumn() - before : error.getStartColumn();
    }

    private static String message(SyntaxException error) {
        return Utf8.head(String.valueOf(error.getOriginalMessage()).strip(), Failure.MAX_MESSAGE_BYTES);
    }
}
