package io.stoker.cli.shell;

import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.PendingResult;
import io.stoker.task.QueueStatus;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A call as the original writes it, with an option by name or a list of ids, in terms of ours.
 *
 * @param receiver whose method it is
 * @param method the method's name in Java
 * @param arguments what it is called with
 * @param then what the original would give for what comes out
 */
@SuppressWarnings("ArrayRecordComponent") // it is made for one call and compared with nothing
record OriginalCall(
        Object receiver, String method, @Nullable Object[] arguments, UnaryOperator<@Nullable Object> then) {
    private static final String GET_TASK_RESULT = "getTaskResult";

    OriginalCall(Object receiver, String method, @Nullable Object[] arguments) {
        this(receiver, method, arguments, UnaryOperator.identity());
    }

    /**
     * The call that is meant.
     *
     * @param name as it was written
     * @param method the method's name in Java
     */
    static OriginalCall of(Object receiver, String name, String method, @Nullable Object... arguments) {
        if (receiver instanceof TaskClient tc) {
            OriginalCall call = ofTasks(tc, method, arguments);
            return name.equals(GET_TASK_RESULT) || !method.equals(GET_TASK_RESULT)
                    ? call
                    : new OriginalCall(tc, call.method, call.arguments, result -> raised(call.then.apply(result)));
        }
        if (method.equals("getAt") && arguments.length == 1) {
            Object key = arguments[0] instanceof CharSequence text ? text.toString() : arguments[0];
            if (receiver instanceof TaskResult result) {
                return new OriginalCall(result, "get", new @Nullable Object[] {key});
            }
            if (receiver instanceof QueueStatus status && status.ids() != null && key instanceof String state) {
                return new OriginalCall(status.ids(), state, new Object[0]);
            }
        }
        if (receiver instanceof EngineView view) {
            return EngineCalls.of(view, name, method, arguments);
        }
        return receiver instanceof PendingResult<?> result
                ? EngineCalls.of(result, method, arguments)
                : new OriginalCall(receiver, method, arguments);
    }

    private static OriginalCall ofTasks(TaskClient tc, String method, @Nullable Object... arguments) {
        if (arguments.length == 0) {
            return new OriginalCall(tc, method, arguments);
        }
        List<@Nullable Object> rest = new ArrayList<>(Arrays.asList(arguments));
        switch (method) {
            case "run" -> {
                boolean waits = Boolean.TRUE.equals(option(rest, method, "block"));
                return waits
                        ? new OriginalCall(tc, "runAndGet", rest.toArray(), OriginalCall::raised)
                        : new OriginalCall(tc, method, rest.toArray());
            }
            case GET_TASK_RESULT -> {
                boolean peeks = Boolean.FALSE.equals(option(rest, method, "block"));
                return peeks
                        ? new OriginalCall(tc, "peekTaskResult", rest.toArray(), OriginalCall::orNull)
                        : new OriginalCall(tc, method, rest.toArray());
            }
            case "queueStatus" -> {
                rest.add(0, Boolean.TRUE.equals(option(rest, method, "verbose")));
                return new OriginalCall(tc, method, rest.toArray());
            }
            default -> {
                int last = rest.size() - 1;
                if (rest.get(last) instanceof Collection<?> ids && takesIds(method)) {
                    rest.set(last, ids(method, ids));
                }
                return new OriginalCall(tc, method, rest.toArray());
            }
        }
    }

    private static boolean takesIds(String method) {
        return Arrays.stream(TaskClient.class.getMethods())
                .filter(known -> known.getName().equals(method) && known.isVarArgs())
                .anyMatch(known -> known.getParameterTypes()[known.getParameterCount() - 1] == long[].class);
    }

    private static @Nullable Object orNull(@Nullable Object result) {
        return result instanceof Optional<?> some ? some.orElse(null) : result;
    }

    /** The original throws for these two, and gives the result of what has failed. */
    private static @Nullable Object raised(@Nullable Object result) {
        if (result instanceof TaskResult ended
                && (ended.state() == TaskState.ABORTED || ended.state() == TaskState.TIMED_OUT)) {
            ended.raiseException();
        }
        return result;
    }

    /** Takes the option out of the arguments, where it stands by name, or by its place, which is the last. */
    private static @Nullable Boolean option(List<@Nullable Object> arguments, String method, String option) {
        if (arguments.get(0) instanceof Map<?, ?> options) {
            arguments.remove(0);
            options.keySet().stream()
                    .filter(key -> !option.equals(key))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new IllegalArgumentException(
                                SnakeCaseAliases.original(method) + " has no option '" + other + "'; it has " + option);
                    });
            return options.get(option) == null ? null : isTrue(option, options.get(option));
        }
        int last = arguments.size() - 1;
        if (arguments.get(last) instanceof Boolean value) {
            arguments.remove(last);
            return value;
        }
        return null;
    }

    /** The value of an option that is one or the other. */
    static boolean isTrue(String option, @Nullable Object value) {
        if (value instanceof Boolean is) {
            return is;
        }
        throw new IllegalArgumentException(option + " takes true or false, not '" + value + "'");
    }

    private static long[] ids(String method, Collection<?> ids) {
        return ids.stream()
                .mapToLong(id -> {
                    if (id instanceof Integer || id instanceof Long) {
                        return ((Number) id).longValue();
                    }
                    throw new IllegalArgumentException(method + " needs ids of tasks, but '" + id + "' is not one");
                })
                .toArray();
    }
}
