package io.stoker.task;

import java.util.Locale;

/**
 * Makes text safe to show on a terminal, in a log or in an error message: control characters, and characters that
 * change the look of the text around them, are escaped as in a source, {@code \}{@code u001b}.
 */
public final class Visible {
    private static final char ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final char ZERO_WIDTH_JOINER = 0x200D;

    private Visible() {}

    /**
     * The text with control characters but for line ends and tabs, marks of direction, other invisible marks and halves
     * of surrogate pairs written as {@code \}{@code uXXXX}. Letters of all languages and emoji stay as they are.
     */
    public static String of(String text) {
        int first = 0;
        while (first < text.length() && isPlain(text, first)) {
            first += Character.charCount(text.codePointAt(first));
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first, length; i < text.length(); i += length) {
            length = Character.charCount(text.codePointAt(i));
            if (isPlain(text, i)) {
                shown.append(text, i, i + length);
            } else {
                shown.append(escaped(text.substring(i, i + length)));
            }
        }
        return shown.toString();
    }

    /** As {@link #of}, in one line: line ends and tabs are written as {@code \n} and {@code \t}. */
    public static String line(String text) {
        return of(text).replace("\n", "\\n").replace("\t", "\\t");
    }

    /** All that is not ASCII is written as in a source, so that no two texts look alike. */
    static String ascii(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? String.valueOf(c) : escaped(String.valueOf(c)));
        }
        return shown.toString();
    }

    private static boolean isPlain(String text, int at) {
        int c = text.codePointAt(at);
        if (c == '\n' || c == '\t' || c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return true; // the joiners belong to emoji and to scripts as Persian
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(String character) {
        StringBuilder escaped = new StringBuilder();
        character.chars().forEach(c -> escaped.append(String.format(Locale.ROOT, "\\u%04x", c)));
        return escaped.toString();
    }
}
