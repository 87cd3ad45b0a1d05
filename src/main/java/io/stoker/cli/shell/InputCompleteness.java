package io.stoker.cli.shell;

import java.util.regex.Pattern;

/** Whether source that is not right could still become so by another line. */
final class InputCompleteness {
    /** The head of a statement whose body is to come: {@code if (a < b)}, {@code class A extends B}. */
    private static final Pattern HEAD = Pattern.compile(
            "(?s)(?:.*\\n)?\\s*(?:[}]?\\s*(?:else\\s+)?(?:if|while|for|switch|catch|synchronized)\\b.*\\)|(?:@\\w+\\s*)*(?:class|interface|enum|trait|record)\\b[^{]*)\\s*");

    private InputCompleteness() {}

    static boolean isOpen(String source) {
        Scan scan = Scan.of(source);
        if (PythonForms.endsInHead(source)) {
            return false;
        }
        return scan.isOpen() || scan.goesOn() || HEAD.matcher(source).matches();
    }
}
