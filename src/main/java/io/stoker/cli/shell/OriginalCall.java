package io.stoker.cli.shell;

import io.stoker.client.TaskClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@link TaskClient} as the original writes it, with an option by name or a list of ids, in terms of ours.
 *
 * @param method the method's name in Java
 * @param arguments what it is called with
 */
@SuppressWarnings("ArrayRecordComponent") // it is made for one call and compared with nothing
record OriginalCall(String method, @Nullable Object[] arguments) {

    static OriginalCall of(String method, @Nullable Object... arguments) {
        if (arguments.length == 0) {
            return new OriginalCall(method, arguments);
        }
        List<@Nullable Object> rest = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
        if (arguments[0] instanceof Map<?, ?> options) {
            return switch (method) {
                case "run" -> new OriginalCall(is(options, method, "block") ? "runAndGet" : "run", rest.toArray());
                case "getTaskResult" ->
                    new OriginalCall(is(options, method, "block") ? method : "peekTaskResult", rest.toArray());
                case "queueStatus" -> {
                    rest.add(is(options, method, "verbose"));
                    yield new OriginalCall(method, rest.toArray());
                }
                default -> new OriginalCall(method, arguments);
            };
        }
        boolean takesIds = method.equals("barrier") || method.equals("clear");
        return takesIds && rest.isEmpty() && arguments[0] instanceof Collection<?> ids
                ? new OriginalCall(method, new Object[] {ids(method, ids)})
                : new OriginalCall(method, arguments);
    }

    private static boolean is(Map<?, ?> options, String method, String option) {
        options.keySet().stream().filter(key -> !option.equals(key)).findFirst().ifPresent(other -> {
            throw new IllegalArgumentException(
                    Spelling.original(method) + " has no option '" + other + "'; it has " + option);
        });
        return Boolean.TRUE.equals(options.get(option));
    }

    private static long[] ids(String method, Collection<?> ids) {
        return ids.stream()
                .mapToLong(id -> {
                    if (id instanceof Integer || id instanceof Long) {
                        return ((Number) id).longValue();
                    }
                    throw new IllegalArgumentException(method + " needs ids of tasks, and '" + id + "' is none");
                })
                .toArray();
    }
}
