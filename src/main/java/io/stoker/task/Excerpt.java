package io.stoker.task;

/**
 * A line of text around a position, and the blank for a second line with a caret below that position: characters count
 * as the two, one or zero columns that they take on a terminal, and none is cut in half.
 *
 * @param shown the line, or a part of it between dots; a control character in it is a space
 * @param blank as wide as the text before the position
 */
public record Excerpt(String shown, String blank) {
    private static final int AROUND = 40;
    private static final String CUT = "…";

    /** First and last code points of those that take two columns, in order. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F}, // Hangul Jamo
        {0x231A, 0x231B},
        {0x23E9, 0x23EC},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x26AA, 0x26AB},
        {0x26BD, 0x26BE},
        {0x2705, 0x2705},
        {0x270A, 0x270B},
        {0x2728, 0x2728},
        {0x274C, 0x274C},
        {0x2753, 0x2757},
        {0x2795, 0x2797},
        {0x2B50, 0x2B55},
        {0x2E80, 0x303E}, // CJK
        {0x3041, 0xA4CF},
        {0xA960, 0xA97C},
        {0xAC00, 0xD7A3}, // Hangul syllables
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF01, 0xFF60}, // full-width forms
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F}, // emoji
        {0x1F680, 0x1F6FF},
        {0x1F7E0, 0x1F7EB},
        {0x1F900, 0x1F9FF},
        {0x1FA70, 0x1FAFF},
        {0x20000, 0x3FFFD}, // CJK
    };

    /**
     * Of a line, at most so much.
     *
     * @param index the place, an index into the line
     * @param before at most how much of the line before the place is shown, in UTF-16 units
     * @param after at most how much from the place on
     */
    public static Excerpt around(String line, int index, int before, int after) {
        int at = whole(line, index);
        int from = whole(line, Math.max(0, at - before));
        int to = whole(line, Math.min(line.length(), at + after));
        String head = from > 0 ? CUT : "";
        String tail = to < line.length() ? CUT : "";
        // A line break would tear the caret away from what it points at.
        return new Excerpt(
                head + plain(line.substring(from, to)) + tail, blank(head + plain(line.substring(from, at))));
    }

    /** Under a message: the line, and the caret below the place with its number. */
    static String of(String text, int at) {
        Excerpt excerpt = around(text, at, AROUND, AROUND);
        return ":\n" + excerpt.shown + "\n" + excerpt.blank + "^ character " + (text.codePointCount(0, at) + 1);
    }

    /** With spaces for control and invisible characters. */
    private static String plain(String text) {
        return text.replaceAll("[[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]&&[^\\t\\x{200c}\\x{200d}]]", " ");
    }

    /** Not between the halves of a surrogate pair. */
    private static int whole(String line, int at) {
        boolean splits =
                at > 0 && at < line.length() && Character.isSurrogatePair(line.charAt(at - 1), line.charAt(at));
        return splits ? at + 1 : at;
    }

    /** Tabs stay, so that the caret stands where the eye expects it. */
    private static String blank(String text) {
        StringBuilder blank = new StringBuilder();
        text.codePoints().forEach(c -> blank.append(c == '\t' ? "\t" : " ".repeat(columns(c))));
        return blank.toString();
    }

    private static int columns(int c) {
        switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
                return 0;
            }
            default -> {
                for (int[] range : WIDE) {
                    if (c >= range[0] && c <= range[1]) {
                        return 2;
                    }
                }
                return 1;
            }
        }
    }
}
