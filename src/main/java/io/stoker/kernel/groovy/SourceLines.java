package io.stoker.kernel.groovy;

import io.stoker.task.Excerpt;
import io.stoker.task.Utf8;
import java.util.Optional;

/** Shows a line of a source as compilers do. */
final class SourceLines {
    private static final int LONGEST_LINE = 200;
    /** How much is shown before the column of a line that is too long to be shown as a whole. */
    private static final int BEFORE_COLUMN = 100;

    private SourceLines() {}

    /** {@code " > 4 | 1/x"} and a line end; empty if the source has no such line. */
    static String show(String source, int line) {
        return find(source, line)
                .map(text -> prefix(line) + Utf8.head(text, LONGEST_LINE) + "\n")
                .orElse("");
    }

    /**
     * As {@link #show(String, int)}, with a caret below the column; of a long line, what is around it.
     *
     * @param column from 1, in characters, as the compiler counts them: a pair of surrogates is one
     */
    static String show(String source, int line, int column) {
        return find(source, line)
                .filter(text -> column >= 1 && column <= text.codePointCount(0, text.length()) + 1)
                .map(text -> withCaret(text, line, text.offsetByCodePoints(0, column - 1)))
                .orElseGet(() -> show(source, line));
    }

    private static String withCaret(String text, int line, int at) {
        Excerpt excerpt = text.length() <= LONGEST_LINE
                ? Excerpt.around(text, at, at, text.length() - at)
                : Excerpt.around(text, at, BEFORE_COLUMN, LONGEST_LINE - BEFORE_COLUMN);
        return prefix(line) + excerpt.shown() + "\n" + " ".repeat(prefix(line).length() - 2) + "| " + excerpt.blank()
                + "^\n";
    }

    private static Optional<String> find(String source, int line) {
        return line < 1 ? Optional.empty() : source.lines().skip(line - 1L).findFirst();
    }

    private static String prefix(int line) {
        return "  > " + line + " | ";
    }
}
