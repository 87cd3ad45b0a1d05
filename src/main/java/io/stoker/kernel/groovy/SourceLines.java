package io.stoker.kernel.groovy;

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

    /** As {@link #show(String, int)}, with a caret below the column; of a long line, what is around it. */
    static String show(String source, int line, int column) {
        return find(source, line)
                .filter(text -> column >= 1 && column <= text.length() + 1)
                .map(text -> withCaret(text, line, column))
                .orElseGet(() -> show(source, line));
    }

    private static String withCaret(String text, int line, int column) {
        int from = text.length() <= LONGEST_LINE ? 0 : Math.max(0, column - 1 - BEFORE_COLUMN);
        int to = Math.min(text.length(), from + LONGEST_LINE);
        String head = from > 0 ? "…" : "";
        String tail = to < text.length() ? "…" : "";
        String before = head + text.substring(from, column - 1);
        // Tabs stay, so that the caret stands where the eye expects it.
        return prefix(line) + head + text.substring(from, to) + tail + "\n"
                + " ".repeat(prefix(line).length() - 2) + "| " + before.replaceAll("[^\t]", " ") + "^\n";
    }

    private static Optional<String> find(String source, int line) {
        return line < 1 ? Optional.empty() : source.lines().skip(line - 1L).findFirst();
    }

    private static String prefix(int line) {
        return "  > " + line + " | ";
    }
}
