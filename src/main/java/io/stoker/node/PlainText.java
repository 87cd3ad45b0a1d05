package io.stoker.node;

import java.util.HexFormat;

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
        if (text.chars().noneMatch(PlainText::isToBeShown)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (point == '\n') {
                shown.append(lineBreak);
            } else if (isToBeShown(point)) {
                shown.append("\\u").append(HexFormat.of().toHexDigits((char) point));
            } else {
                shown.appendCodePoint(point);
            }
        }
        return shown.toString();
    }

    /** Whether a character, which is within 16 bits, does something else than to look like itself. */
    private static boolean isToBeShown(int point) {
        if (point == '\t') {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            // What joins letters and emojis is part of how they look.
            case Character.FORMAT -> point != 0x200C && point != 0x200D && point < 0x10000;
            case Character.SURROGATE -> true;
            default -> false;
        };
    }
}
