package io.stoker.task;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Java function as the program that submits it holds it. It becomes a {@link FunctionBody} when the task is
 * submitted: what it captures is written then, not before.
 *
 * @param function what the engine calls
 * @param text what people see of it
 * @param arguments names and encoded values that are set in the engine's namespace before that
 * @param pull names fetched after it
 */
public record LiveFunction(StokerCallable<?> function, String text, Map<String, Payload> arguments, List<String> pull)
        implements Body {

    /** This function, with nothing beside it. */
    public static LiveFunction of(StokerCallable<?> function) {
        return new LiveFunction(function, FunctionText.of(function), Map.of(), List.of());
    }

    /** As {@link #of(StokerCallable)}, of one that returns nothing: the value is null. */
    public static LiveFunction of(StokerRunnable function) {
        return of(new ReturnsNothing(function));
    }

    /** What finds the function's classes; null for the JVM's own loader. */
    public @Nullable ClassLoader loader() {
        return Wrapping.inner(function).getClass().getClassLoader();
    }

    @Override
    public LiveFunction with(Map<String, Payload> arguments) {
        return new LiveFunction(function, text, arguments, pull);
    }

    @Override
    public LiveFunction with(List<String> pull) {
        return new LiveFunction(function, text, arguments, pull);
    }
}
