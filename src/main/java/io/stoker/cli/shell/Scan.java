package io.stoker.cli.shell;

import java.util.ArrayDeque;
import java.util.Deque;

/** Goes through Groovy source by comments, texts and single characters, and knows which brackets are open. */
final class Scan {
    private final String source;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private int lastCode = -1;
    private boolean astray;

    Scan(String source) {
        this.source = source;
    }

    /** Where the next step begins. */
    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at >= source.length();
    }

    /** Goes on from there. */
    void jump(int to) {
        at = to;
    }

    /** Where the last character is that was neither space nor comment; -1 if there was none. */
    int lastCode() {
        return lastCode;
    }

    /** Whether a bracket waits for its other half. */
    boolean isOpen() {
        return !astray && !open.isEmpty();
    }

    /** Whether no statement can begin here, inside round or square brackets. */
    boolean isInExpression() {
        return !open.isEmpty() && open.peek() != '{';
    }

    /** Goes on behind the comment, text or character that comes next; false if that does not end. */
    boolean step() {
        if (next("//")) {
            skipPast("\n", false); // or up to the end
            return true;
        }
        if (next("/*")) {
            return skipPast("*/", false);
        }
        for (String quotes : new String[] {"'''", "\"\"\""}) {
            if (next(quotes)) {
                boolean ends = skipPast(quotes, true);
                lastCode = at - 1;
                return ends;
            }
        }
        character(source.charAt(at++));
        return true;
    }

    private void character(char c) {
        if (c == '\'' || c == '"') {
            skipLineOf(c);
        } else if ("([{".indexOf(c) >= 0) {
            open.push(c);
        } else if (")]}".indexOf(c) >= 0) {
            astray |= open.poll() == null;
        }
        if (!Character.isWhitespace(c)) {
            lastCode = Math.min(at, source.length()) - 1;
        }
    }

    private boolean next(String text) {
        boolean here = source.startsWith(text, at);
        at += here ? text.length() : 0;
        return here;
    }

    /** @param escapes whether what follows a backslash is not looked at */
    private boolean skipPast(String end, boolean escapes) {
        while (at < source.length() && !source.startsWith(end, at)) {
            at += escapes && source.charAt(at) == '\\' ? 2 : 1;
        }
        boolean found = at < source.length();
        at += end.length();
        return found;
    }

    /** Text in single quotes ends with its line at the latest: that is wrong, but no other line mends it. */
    private void skipLineOf(char quote) {
        while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }
}
