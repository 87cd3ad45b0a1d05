package io.stoker.cli.shell;

import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.EngineQueue;
import io.stoker.client.multi.ExecuteResult;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.PendingResult;
import io.stoker.task.Failure;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The original writes {@code get_task_result} and {@code taskid} for what is getTaskResult and taskId here. */
final class SnakeCaseAliases {
    /** What the original calls otherwise altogether, and what that is called here. */
    private static final Map<Class<?>, Map<String, String>> OTHERS = Map.of(
            MultiEngineClient.class, Map.of("get_ids", "ids"),
            PendingResult.class, Map.of("get_result", "get", "r", "get"),
            Failure.class, Map.of("get_traceback", "text", "get_error_message", "message"),
            CompositeException.class, Map.of("elist", "parts"),
            ExecuteResult.class, Map.of("id", "engineId"),
            EngineQueue.class, Map.of("id", "engineId"));

    private SnakeCaseAliases() {}

    /** The public method that is meant, by its name in Java; empty if there is none. */
    static Optional<String> method(Class<?> type, String name) {
        String wanted = plain(name);
        String other = OTHERS.getOrDefault(type, Map.of()).entrySet().stream()
                .filter(entry -> plain(entry.getKey()).equals(wanted))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        return Stream.concat(
                        names(type).filter(name::equals),
                        names(type).filter(known -> plain(known).equals(wanted) || known.equals(other)))
                .findFirst();
    }

    /** As the original would write it: {@code get_task_result}. */
    static String original(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** The original's names for what is called otherwise here. */
    static Set<String> others(Class<?> type) {
        return OTHERS.getOrDefault(type, Map.of()).keySet();
    }

    private static Stream<String> names(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(Method::getName);
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
