package io.stoker.node;

import io.stoker.task.Visible;

/**
 * Text for logs and terminals. What comes from tasks may hold anything: line breaks that begin a forged line, and
 * characters that a terminal obeys or does not show.
 */
public final class PlainText {
    private static final String CONTINUED = "\n    ";

    private PlainText() {}

    /** Text that ends where its line does: line breaks are shown as {@code \n}. */
    public static String oneLine(String text) {
        return shown(text, "\\n");
    }

    /** Text of one or more lines, of which only the first begins at the margin. */
    public static String indented(String text) {
        return shown(text, CONTINUED);
    }

    /** Text whose lines are its writer's own. */
    static String lines(String text) {
        return shown(text, "\n");
    }

    private static String shown(String given, String lineBreak) {
        String text = given.replace("\r\n", "\n"); // one line break, as Windows writes it
        return Visible.of(text).replace("\n", lineBreak);
    }
}
