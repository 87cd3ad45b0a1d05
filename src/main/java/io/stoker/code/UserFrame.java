package io.stoker.code;

import io.stoker.task.Messages;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The method that a class has for its own serialisation, and in which something was thrown.
 *
 * @param className where it stands
 * @param method its name
 */
record UserFrame(String className, String method) {
    static final Set<String> WRITING = Set.of("writeObject", "writeReplace", "writeExternal");
    static final Set<String> READING = Set.of(
            "readObject", "readResolve", "readExternal", "readObjectNoData", "validateObject", "<init>", "<clinit>");

    private static final Set<String> OURS = Set.of(
            ObjectReader.class.getName(),
            ObjectInput.class.getName(),
            ObjectWriter.class.getName(),
            ObjectOutput.class.getName());

    /** The innermost of these methods in which it was thrown, in a class of this kind; null if there is none. */
    static @Nullable UserFrame of(Throwable thrown, Set<String> methods, Predicate<String> classes) {
        for (StackTraceElement frame : Messages.frames(thrown)) {
            if (OURS.contains(frame.getClassName())) {
                return null; // and those further out have called for the object
            }
            if (methods.contains(frame.getMethodName()) && classes.test(frame.getClassName())) {
                return new UserFrame(frame.getClassName(), frame.getMethodName());
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return switch (method) {
            case "<init>" -> "the constructor of " + className;
            case "<clinit>" -> "the static initialiser of " + className;
            default -> className + "." + method;
        };
    }
}
