package io.stoker.task;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A Java function, written, with the code that it needs. The function is the argument {@link #FUNCTION}, so that a
 * large one goes to the store as any large value does.
 *
 * @param text what people see of it
 * @param code where its classes are
 * @param arguments the function, and names and encoded values that are set in the engine's namespace before it is
 *     called
 * @param pull names fetched after it
 */
public record FunctionBody(String text, Code code, Map<String, Payload> arguments, List<String> pull) implements Body {
    /** The name of the function among the arguments: no variable can have it. */
    public static final String FUNCTION = "";

    @Override
    public FunctionBody with(Map<String, Payload> arguments) {
        return new FunctionBody(text, code, arguments, pull);
    }

    @Override
    public FunctionBody with(List<String> pull) {
        return new FunctionBody(text, code, arguments, pull);
    }

    /** The written function. */
    public Payload function() {
        return Objects.requireNonNull(arguments.get(FUNCTION), "a function body has a function");
    }

    /** What is set in the namespace: the arguments but for the function. */
    public Map<String, Payload> variables() {
        Map<String, Payload> variables = new HashMap<>(arguments);
        variables.remove(FUNCTION);
        return variables;
    }
}
