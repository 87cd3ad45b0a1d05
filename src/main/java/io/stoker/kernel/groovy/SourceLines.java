package io.stoker.kernel.groovy;

import io.stoker.task.Utf8;

/** Shows a line of a source as compilers do. */
final class SourceLines {
    private static final int LONGEST_LINE = 200;

    private SourceLines() {}

    /** {@code " > 4 | 1/x"} and a line end; empty if the source has no such line. */
    static String show(String source, int line) {
        if (line < 1) {
            return "";
        }
        return source.lines()
                .skip(line - 1L)
                .findFirst()
                .map(text -> prefix(line) + Utf8.head(text, LONGEST_LINE) + "\n")
                .orElse("");
    }

    /** As {@link #show(String, int)}, with a caret below the column. */
    static String show(String source, int line, int column) {
        String shown = show(source, line);
        if (shown.isEmpty() || column < 1 || column > LONGEST_LINE) {
            return shown;
        }
        String before = shown.substring(
                prefix(line).length(), Math.min(shown.length() - 1, prefix(line).length() + column - 1));
        // Tabs stay, so that the caret stands where the eye expects it.
        return shown + " ".repeat(prefix(line).length() - 2) + "| " + before.replaceAll("[^\t]", " ") + "^\n";
    }

    private static String prefix(int line) {
        return "  > " + line + " | ";
    }
}
