package io.stoker.kernel.groovy;

import io.stoker.task.Failure.Frame;
import io.stoker.task.Messages;
import io.stoker.task.Utf8;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the frames of sources in a stack trace, and names their functions as their author does. */
final class UserFrames {
    private static final String EXTENSION = ".groovy";
    private static final Pattern CLOSURE = Pattern.compile("(.+?)\\$_(.+?)_(closure|lambda)\\d+.*");
    private static final int LONGEST_NAME = 200;

    private UserFrames() {}

    /**
     * The frames of all sources in the trace, innermost first: functions may come from earlier sources.
     *
     * @param compiledAs the name which the running source has in the trace: that of the first source with the same
     *     words
     * @param name the name it is to have instead
     */
    static List<Frame> of(Throwable thrown, String compiledAs, String name) {
        return Arrays.stream(Messages.frames(thrown))
                .filter(Objects::nonNull)
                .filter(UserFrames::isUsers)
                .map(element -> new Frame(function(element), file(element, compiledAs, name), element.getLineNumber()))
                .toList();
    }

    private static boolean isUsers(StackTraceElement element) {
        String type = element.getClassName();
        return element.getLineNumber() > 0
                && element.getFileName() != null
                && element.getFileName().endsWith(EXTENSION)
                && !type.startsWith("groovy.")
                && !type.startsWith("org.codehaus.groovy.")
                && !type.startsWith("org.apache.groovy.");
    }

    private static String file(StackTraceElement element, String compiledAs, String name) {
        return Utf8.head(
                element.getFileName().equals(compiledAs + EXTENSION) ? name + EXTENSION : element.getFileName(),
                LONGEST_NAME);
    }

    private static String function(StackTraceElement element) {
        Matcher closure = CLOSURE.matcher(element.getClassName());
        String function = closure.matches()
                ? "closure in " + qualified(element, closure.group(1), closure.group(2))
                : qualified(element, element.getClassName(), element.getMethodName());
        return Utf8.head(function, LONGEST_NAME);
    }

    /** The function's name, with its class unless that is only the source itself. */
    private static String qualified(StackTraceElement element, String type, String method) {
        String source = element.getFileName().substring(0, element.getFileName().length() - EXTENSION.length());
        if (type.equals(source)) {
            return method;
        }
        // The anonymous class Task17$1 is called $1, as the source may run under another name by now.
        String shown = type.startsWith(source + "$") ? type.substring(source.length()) : type;
        return method.equals("<init>") ? "new " + shown : shown + "." + method;
    }
}
