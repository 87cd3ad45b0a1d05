package io.stoker.task;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people see of a function: where it is in the program, in a line. */
final class FunctionText {
    /** What the Java compiler calls the method that it makes of a lambda. */
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*?)\\$[0-9a-f$]*");

    private static final String CONSTRUCTOR = "<init>";

    private FunctionText() {}

    /** {@code com.acme.Pricer::price} of a method reference, and {@code lambda in com.acme.Pricer.all} of a lambda. */
    static String of(Serializable function) {
        Serializable inner = Wrapping.inner(function);
        try {
            Method writeReplace = inner.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(inner) instanceof SerializedLambda lambda ? of(lambda) : named(inner);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return named(inner); // no lambda, or a method of the user's own that throws: it is called when it counts
        }
    }

    private static String of(SerializedLambda lambda) {
        String type = lambda.getImplClass().replace('/', '.');
        String method = lambda.getImplMethodName();
        Matcher made = LAMBDA.matcher(method);
        if (!made.matches()) {
            return type + "::" + (method.equals(CONSTRUCTOR) ? "new" : method);
        }
        String in = made.group(1);
        return "lambda in " + type
                + switch (in) {
                    case "new" -> "'s constructor";
                    case "static" -> "'s static initialiser";
                    default -> "." + in;
                };
    }

    private static String named(Serializable function) {
        return function.getClass().getName();
    }
}
