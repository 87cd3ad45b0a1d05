package io.stoker.cli.shell;

import groovy.lang.GroovyRuntimeException;
import groovy.lang.MissingMethodException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.codehaus.groovy.runtime.metaclass.MethodSelectionException;
import org.jspecify.annotations.Nullable;

/** Lists the parameters that a method takes, in the error for a call with other arguments. */
final class Forms {
    private Forms() {}

    /**
     * The error to throw instead of Groovy's when no overload of a method fits, or two of them do.
     *
     * @param name of the method as it was written
     * @return empty if that is not what was thrown, or if there is no such method at all
     */
    static Optional<IllegalArgumentException> refusal(GroovyRuntimeException thrown, String name, OriginalCall call) {
        String forms = forms(call.receiver().getClass(), call.method());
        return isOfSelection(thrown, call) && !forms.isEmpty()
                ? Optional.of(new IllegalArgumentException(
                        name + " takes " + forms + ", not " + given(call.arguments()), thrown))
                : Optional.empty();
    }

    private static boolean isOfSelection(GroovyRuntimeException thrown, OriginalCall call) {
        if (thrown instanceof MissingMethodException missing) {
            return missing.getMethod().equals(call.method())
                    && call.receiver().getClass().equals(missing.getType());
        }
        return thrown instanceof MethodSelectionException
                || String.valueOf(thrown.getMessage()).contains("#" + call.method() + ".");
    }

    private static String forms(Class<?> type, String method) {
        return Arrays.stream(type.getMethods())
                .filter(known -> known.getName().equals(method) && !known.isBridge())
                .sorted(Comparator.comparingInt(Method::getParameterCount).thenComparing(Forms::form))
                .map(Forms::form)
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String form(Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return method.isVarArgs() ? parameters.replace("[])", "...)") : parameters;
    }

    private static String given(@Nullable Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument == null ? "null" : argument.getClass().getSimpleName())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
