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

    private Beginning() {}

    static boolean isOpen(String source) {
        Scan scan = new Scan(source);
        while (!scan.isAtEnd()) {
            if (!scan.step()) {
                return true;
            }
        }
        return scan.isOpen() || goesOn(source) || HEAD.matcher(source).matches();
    }

    /** Whether it ends in a word or an operator that something has to follow. */
    static boolean goesOn(String source) {
        return GOES_ON.matcher(source).matches();
    }
}
