package io.stoker.task;

/**
 * How deeply the brackets of a source lie in each other, at a glance: a compiler needs time with the square or the cube
 * of it, hours for some thousands, and cannot be interrupted. Texts and comments are passed over; a slashy text that
 * looks like one of them may cost the rest of its line.
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
        at += end.length();
        while (at < source.length() && !source.startsWith(end, at) && (isLong || source.charAt(at) != '\n')) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(source.length(), at + end.length());
    }

    private void slash() {
        boolean begins = at == 0 || ":\\/".indexOf(source.charAt(at - 1)) < 0;
        if (begins && source.startsWith("//", at)) {
            at = after("\n");
        } else if (source.startsWith("/*", at)) {
            at = after("*/");
        } else {
            at++;
        }
    }

    private int after(String end) {
        int found = source.indexOf(end, at);
        return found < 0 ? source.length() : found + end.length();
    }
}
