package io.stoker.task;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call of a static method by its name. The engine's class path has its class, or the functions of the same program
 * have brought it. Arguments and result are {@link Values}.
 */
public final class StaticCall implements StokerCallable<@Nullable Object> {
    private static final long serialVersionUID = 1L;

    private final String className;
    private final String method;
    private final byte[] arguments;

    private StaticCall(String className, String method, byte[] arguments) {
        this.className = className;
        this.method = method;
        this.arguments = arguments;
    }

    /**
     * The call with these arguments.
     *
     * @throws IllegalArgumentException if one of the names is none
     * @throws UnsendableValueException if an argument, or something inside it, cannot travel
     */
    static StaticCall of(String className, String method, @Nullable Object... arguments) {
        for (String part :
                Arguments.given(className, "callStatic needs a class's name").split("\\.", -1)) {
            Names.requireIdentifier(part, "callStatic");
        }
        Names.requireIdentifier(method, "callStatic");
        return new StaticCall(
                className,
                method,
                Values.encode(Subject.arguments(className + "." + method), Arrays.asList(arguments)));
    }

    /** As {@code com.acme.Pricer::price}, which is what people see of it. */
    String text() {
        return className + "::" + method;
    }

    /** As {@link #call(ClassLoader)}, with the engine's own classes alone. */
    @Override
    public @Nullable Object call() throws Exception {
        return call(StaticCall.class.getClassLoader());
    }

    /**
     * Calls the method.
     *
     * @param loader finds its class, if the engine's own class path has none
     * @throws ClassNotFoundException if there is no such class here
     * @throws NoSuchMethodException as {@link StaticMethods#find}
     * @throws Exception what the method throws
     */
    public @Nullable Object call(ClassLoader loader) throws Exception {
        List<?> given = (List<?>) Objects.requireNonNull(Values.decode(arguments));
        Method called = StaticMethods.find(type(loader), method, given);
        try {
            return called.invoke(null, StaticMethods.converted(called, given));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** The engine's own class, which sources use as well, or else one that has come with functions. */
    private Class<?> type(ClassLoader loader) throws ClassNotFoundException {
        try {
            return Class.forName(className, true, StaticCall.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return brought(loader);
        }
    }

    private Class<?> brought(ClassLoader loader) throws ClassNotFoundException {
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException(
                    "the engine has no class " + className + ": start engines with its jar on their class path, as in"
                            + " scripts/stoker cluster --class-path PATH; the name of a class in a class is Outer$Inner",
                    e);
        }
    }
}
