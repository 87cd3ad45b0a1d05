package io.stoker.task;

/**
 * The depth of nested brackets in a source, by a quick scan: a compiler needs time with the square or the cube of it,
 * hours for some thousands, and cannot be interrupted. The scan skips strings and comments. A quote or slash that has
 * no partner in its line begins no string, so that a regular expression with a quote hides no bracket. Brackets in
 * slashy strings of several lines count, which does no harm: it would take hundreds without their partners.
 */
final class Nesting {
    static final int MOST_BRACES = 200;
    static final int MOST = 1_500;

    private final String source;
    private int at;
    private int depth;
    private int braces;

    private Nesting(String source) {
        this.source = source;
    }

    /** Whether it is more than a compiler can be given. */
    static boolean isTooDeep(String source) {
        return new Nesting(source).isTooDeep();
    }

    private boolean isTooDeep() {
        while (at < source.length()) {
            step(source.charAt(at));
            if (depth > MOST || braces > MOST_BRACES) {
                return true;
            }
        }
        return false;
    }

    private void step(char c) {
        switch (c) {
            case '(', '[', '{' -> bracket(1, c == '{');
            case ')', ']', '}' -> bracket(-1, c == '}');
            case '\'', '"' -> text(String.valueOf(c));
            case '/' -> slash();
            case '$' -> at = source.startsWith("$/", at) ? behind("/$", at + 2, true) : at + 1;
            default -> at++;
        }
    }

    private void bracket(int change, boolean isBrace) {
        depth = Math.max(0, depth + change);
        braces = isBrace ? Math.max(0, braces + change) : braces;
        at++;
    }

    private void text(String quote) {
        String three = quote.repeat(3);
        boolean isLong = source.startsWith(three, at);
        String end = isLong ? three : quote;
        at = behind(end, at + end.length(), isLong);
    }

    /** The place behind the end of a string; just behind its beginning if it has no end. */
    private int behind(String end, int from, boolean isLong) {
        int to = from;
        while (to < source.length() && !source.startsWith(end, to) && (isLong || source.charAt(to) != '\n')) {
            to += source.charAt(to) == '\\' ? 2 : 1;
        }
        return source.startsWith(end, to) ? to + end.length() : from;
    }

    private void slash() {
        boolean begins = at == 0 || ":\\/".indexOf(source.charAt(at - 1)) < 0;
        if (begins && source.startsWith("//", at)) {
            at = after("\n");
        } else if (source.startsWith("/*", at)) {
            at = after("*/");
        } else {
            at = isOperand() ? at + 1 : behind("/", at + 1, false);
        }
    }

    /** Whether a value ends before this slash, so that it divides. */
    private boolean isOperand() {
        int before = at - 1;
        while (before >= 0 && source.charAt(before) == ' ') {
            before--;
        }
        if (before < 0) {
            return false;
        }
        char c = source.charAt(before);
        return Character.isJavaIdentifierPart(c) || ")]}'\"".indexOf(c) >= 0;
    }

    private int after(String end) {
        int found = source.indexOf(end, at);
        return found < 0 ? source.length() : found + end.length();
    }
}
