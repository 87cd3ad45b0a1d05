package io.stoker.task;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The depth of nested brackets in a source, by a quick scan: a compiler needs time with the square or the cube of it,
 * hours for some thousands, and cannot be interrupted. The scan skips strings and comments. A quote or slash that has
 * no partner in its line begins no string, so that a regular expression with a quote hides no bracket. A value in a
 * string, as in {@code "${x}"}, is code again, which may have strings with values. Brackets in slashy strings of
 * several lines count, which does no harm: it would take hundreds without their partners.
 */
final class Nesting {
    static final int MOST_BRACES = 200;
    static final int MOST = 1_500;

    private static final String BRACKET = "(";
    private static final String BRACE = "{";

    private final String source;
    private int at;
    /** What is open: brackets, braces, and by its end each string that is interrupted by a value. */
    private final Deque<String> open = new ArrayDeque<>();

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
            if (open.size() > MOST || braces > MOST_BRACES) {
                return true;
            }
        }
        return false;
    }

    private void step(char c) {
        switch (c) {
            case '(', '[' -> open(BRACKET);
            case '{' -> open(BRACE);
            case ')', ']', '}' -> close();
            case '\'', '"' -> text(String.valueOf(c));
            case '/' -> slash();
            case '$' -> at = source.startsWith("$/", at) ? behind("/$", at + 2) : at + 1;
            default -> at++;
        }
    }

    private void open(String what) {
        open.push(what);
        braces += what.equals(BRACKET) ? 0 : 1;
        at++;
    }

    private void close() {
        String what = open.isEmpty() ? BRACKET : open.pop();
        braces -= what.equals(BRACKET) ? 0 : 1;
        at++;
        if (!what.equals(BRACKET) && !what.equals(BRACE)) {
            at = behind(what, at);
        }
    }

    private void text(String quote) {
        String three = quote.repeat(3);
        String end = source.startsWith(three, at) ? three : quote;
        at = behind(end, at + end.length());
    }

    /**
     * The place behind the end of a string, or where a value in it begins; just behind its beginning if it has neither.
     */
    private int behind(String end, int from) {
        boolean isLong = end.length() > 1;
        int to = from;
        while (to < source.length() && !source.startsWith(end, to) && (isLong || source.charAt(to) != '\n')) {
            if (end.charAt(0) != '\'' && source.startsWith("${", to)) {
                open.push(end);
                braces++;
                return to + 2;
            }
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
            at = isOperand() ? at + 1 : behind("/", at + 1);
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
