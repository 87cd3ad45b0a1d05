package io.stoker.code;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The classes that bytes from elsewhere may name.
 *
 * @param loader whose own classes are allowed
 * @param more names of other classes that are
 */
record AllowedClasses(ClassLoader loader, Predicate<String> more) {
    /** Exceptions and records, which are data. */
    private static final String OURS = "io.stoker.task.";

    /** Time zones and calendars, which dates and formats of the JDK refer to. */
    private static final String CALENDARS = "sun.util.";

    /** Parts of the JDK with classes that call methods or load classes by name when they are read or printed. */
    private static final List<String> RUNNING_CODE = List.of(
            "com.sun.", // templates that define classes, row sets that look up names
            "sun.", // handlers of annotations and of remote calls
            "jdk.", // script engines, and all that is internal
            "java.beans.", // event handlers that call any method
            "java.rmi.", // remote objects, which connect
            "javax.management.", // values that print themselves when they are read
            "javax.naming.", // references that load classes from elsewhere
            "javax.script.",
            "javax.swing."); // lazy values that call any static method

    /** Why the class is refused, as a clause about it; null if it is not. */
    @Nullable
    String refusal(Class<?> type) {
        Class<?> element = Jdk.element(type);
        String name = element.getName();
        if (Jdk.has(element)) {
            return !name.startsWith(CALENDARS) && RUNNING_CODE.stream().anyMatch(name::startsWith)
                    ? "which is not allowed: classes of that part of the JDK can run any code when they are read"
                    : null;
        }
        // The hidden class of a lambda has the loader of the class that the lambda stands in.
        boolean isAllowed =
                element.getClassLoader() == loader || name.startsWith(OURS) || more.test(RootClass.standingIn(element));
        return isAllowed
                ? null
                : "which is not allowed: only classes of the JDK and those that came with the object can be read";
    }
}
