package io.stoker.cli.shell;

import groovy.lang.Closure;
import groovy.lang.MissingMethodException;
import io.stoker.task.Task;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * A task's options by name, as in {@code client.Task('c=a', push: [a: 6], pull: 'c', clear_before: true)}: each is the
 * option method of {@link Task} with that name.
 */
final class NamedOptions {
    private NamedOptions() {}

    /**
     * The task with these options.
     *
     * @param options to values; null stands for an option that is not given, and true or false switches one without a
     *     value
     * @throws IllegalArgumentException if there is no such option; the message says which there are
     */
    static Task apply(Task task, Map<?, ?> options) {
        Task result = task;
        for (Map.Entry<?, ?> option : options.entrySet()) {
            result = apply(result, String.valueOf(option.getKey()), option.getValue());
        }
        return result;
    }

    private static Task apply(Task task, String name, @Nullable Object value) {
        String method = SnakeCaseAliases.method(Task.class, name)
                .filter(NamedOptions::isOption)
                .orElseThrow(() ->
                        new IllegalArgumentException("a task has no option '" + name + "'; it has " + knownOptions()));
        if (value == null) {
            return task;
        }
        if (method.equals("depend") && value instanceof Closure) {
            throw new IllegalArgumentException("depend takes a condition on an engine's properties as text, as in "
                    + "depend: 'RAM > 2**32 and gpu', not a function");
        }
        if (value instanceof Boolean wanted && isSwitch(method)) {
            return wanted ? call(task, method) : task;
        }
        if (value instanceof Collection<?> several && takesSeveral(method)) {
            return call(task, method, (Object) several.stream()
                    .map(one -> one == null ? null : one.toString())
                    .toArray(String[]::new));
        }
        try {
            return call(task, method, value);
        } catch (IllegalArgumentException e) {
            if (!(e.getCause() instanceof MissingMethodException)) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "the option '" + name + "' takes " + known(method) + ", not '" + value + "'", e);
        }
    }

    private static Task call(Task task, String method, Object... arguments) {
        return (Task) InvokerHelper.invokeMethod(task, method, arguments);
    }

    /** Whether a method of {@link Task} with this name is an option. */
    static boolean isOption(String name) {
        return options().anyMatch(method -> method.getName().equals(name));
    }

    private static boolean isSwitch(String name) {
        return options().anyMatch(method -> method.getName().equals(name) && method.getParameterCount() == 0);
    }

    private static boolean takesSeveral(String name) {
        return options().anyMatch(method -> method.getName().equals(name) && method.isVarArgs());
    }

    private static String known(String method) {
        return options()
                .filter(option -> option.getName().equals(method) && option.getParameterCount() < 2)
                .map(NamedOptions::value)
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    private static String value(Method option) {
        return option.getParameterCount() == 0
                ? "true or false"
                : "a value of type " + option.getParameterTypes()[0].getSimpleName();
    }

    private static String knownOptions() {
        return options().map(Method::getName).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static Stream<Method> options() {
        return Arrays.stream(Task.class.getMethods())
                .filter(method -> method.getReturnType() == Task.class && !Modifier.isStatic(method.getModifiers()));
    }
}
