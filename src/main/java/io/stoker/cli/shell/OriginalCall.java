package io.stoker.cli.shell;

import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.PendingResult;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as the original writes it, with an option by name or a list of ids, in terms of ours.
 *
 * @param receiver whose method it is
 * @param method the method's name in Java
 * @param arguments what it is called with
 */
@SuppressWarnings("ArrayRecordComponent") // it is made for one call and compared with nothing
record OriginalCall(
        Object receiver, String method, @Nullable Object[] arguments) {

    static OriginalCall of(Object receiver, String method, @Nullable Object... arguments) {
        if (receiver instanceof TaskClient tc) {
            return ofTasks(tc, method, arguments);
        }
        if (receiver instanceof EngineView view) {
            return EngineCalls.of(view, method, arguments);
        }
        return receiver instanceof PendingResult<?> result
                ? EngineCalls.of(result, method, arguments)
                : new OriginalCall(receiver, method, arguments);
    }

    private static OriginalCall ofTasks(TaskClient tc, String method, @Nullable Object... arguments) {
        if (arguments.length == 0) {
            return new OriginalCall(tc, method, arguments);
        }
        List<@Nullable Object> rest = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
        if (arguments[0] instanceof Map<?, ?> options) {
            return switch (method) {
                case "run" -> new OriginalCall(tc, is(options, method, "block") ? "runAndGet" : "run", rest.toArray());
                case "getTaskResult" ->
                    new OriginalCall(tc, is(options, method, "block") ? method : "peekTaskResult", rest.toArray());
                case "queueStatus" -> {
                    rest.add(is(options, method, "verbose"));
                    yield new OriginalCall(tc, method, rest.toArray());
                }
                default -> new OriginalCall(tc, method, arguments);
            };
        }
        boolean takesIds = method.equals("barrier") || method.equals("clear");
        return takesIds && rest.isEmpty() && arguments[0] instanceof Collection<?> ids
                ? new OriginalCall(tc, method, new Object[] {ids(method, ids)})
                : new OriginalCall(tc, method, arguments);
    }

    /** The original throws for a task that was aborted or timed out, and returns one that failed. */
    static TaskResult raised(TaskResult result) {
        if (result.state() == TaskState.ABORTED || result.state() == TaskState.TIMED_OUT) {
            result.raiseException();
        }
        return result;
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
