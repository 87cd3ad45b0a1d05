package io.stoker.cli.shell;

import java.util.regex.Pattern;

/** Whether source that is not right could still become so by another line. */
final class Beginning {
    /** What a line cannot end with, when it is the last one. */
    private static final Pattern GOES_ON =
            Pattern.compile("(?s).*(?:[,.=+*/%&|^<>?:\\\\-]|->|\\b(?:else|do|try|in|instanceof|throw|new|as))\\s*");

    /** The head of a statement whose body is to come: {@code if (a < b)}, {@code class A extends B}. */
    private static final Pattern HEAD = Pattern.compile(
            "(?s)(?:.*\\n)?\\s*(?:[}]?\\s*(?:else\\s+)?(?:if|while|for|switch|catch|synchronized)\\b.*\\)|(?:@\\w+\\s*)*(?:class|interface|enum|trait|record)\\b[^{]*)\\s*");

    private final String source;
    private int at;
    private int depth;

    private Beginning(String source) {
        this.source = source;
    }

    static boolean isOpen(String source) {
        return new Beginning(source).isOpen();
    }

    private boolean isOpen() {
        while (at < source.length()) {
            if (!skipToken()) {
                return true;
            }
        }
        return depth > 0
                || GOES_ON.matcher(source).matches()
                || HEAD.matcher(source).matches();
    }

    /** Goes on behind the comment, text or character that comes next; false if that does not end. */
    private boolean skipToken() {
        if (next("//")) {
            skipPast("\n"); // or up to the end
            return true;
        }
        if (next("/*")) {
            return skipPast("*/");
        }
        for (String quotes : new String[] {"'''", "\"\"\""}) {
            if (next(quotes)) {
                return skipPast(quotes);
            }
        }
        char c = source.charAt(at++);
        if (c == '\'' || c == '"') {
            skipLineOf(c);
        } else if ("([{".indexOf(c) >= 0) {
            depth++;
        } else if (")]}".indexOf(c) >= 0) {
            depth--;
        }
        return true;
    }

    private boolean next(String text) {
        boolean here = source.startsWith(text, at);
        at += here ? text.length() : 0;
        return here;
    }

    private boolean skipPast(String end) {
        while (at < source.length() && !source.startsWith(end, at)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
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
