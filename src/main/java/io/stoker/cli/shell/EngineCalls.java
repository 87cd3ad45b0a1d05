package io.stoker.cli.shell;

import groovy.lang.Closure;
import io.stoker.client.multi.EngineQueue;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.ParallelFunction;
import io.stoker.client.multi.PendingParallelFunction;
import io.stoker.client.multi.PendingResult;
import io.stoker.client.multi.PendingView;
import java.io.File;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the MultiEngine interface as the original writes them, with engines and waiting as options, in our terms.
 */
final class EngineCalls {
    /** The calls whose only argument may be a map that is no options. */
    private static final Set<String> TAKE_A_MAP = Set.of("push", "pushFunction", "setProperties");

    /** The calls that take functions, which are source. */
    private static final Set<String> TAKE_FUNCTIONS = Set.of("map", "parallel", "pushFunction");

    private EngineCalls() {}

    static OriginalCall of(EngineView view, String name, String method, @Nullable Object[] arguments) {
        OriginalCall call = of(view, method, arguments);
        return switch (method) {
            case "parallel" -> new OriginalCall(call.receiver(), method, call.arguments(), EngineCalls::callable);
            case "queueStatus" ->
                name.equals(method)
                        ? call
                        : new OriginalCall(call.receiver(), method, call.arguments(), EngineCalls::pairs);
            default -> call;
        };
    }

    private static @Nullable Object callable(@Nullable Object function) {
        if (function instanceof ParallelFunction waits) {
            return new ParallelClosure(waits::of);
        }
        return function instanceof PendingParallelFunction pending ? new ParallelClosure(pending::of) : function;
    }

    private static @Nullable Object pairs(@Nullable Object queues) {
        if (queues instanceof PendingResult<?> pending) {
            return pending.map(EngineCalls::pairs);
        }
        return queues instanceof List<?> each
                ? each.stream()
                        .map(queue -> new EngineStatus((EngineQueue) queue))
                        .toList()
                : queues;
    }

    private static OriginalCall of(EngineView view, String method, @Nullable Object[] arguments) {
        if (method.equals("getAt") || method.equals("putAt")) {
            return subscript(view, method, arguments);
        }
        if (method.equals("on") && arguments.length > 0 && arguments[0] != null) {
            Object ids = arguments.length == 1 ? arguments[0] : Arrays.asList(arguments);
            return new OriginalCall(view, method, new Object[] {ids(ids)});
        }
        boolean hasOptions =
                arguments.length > 0 && arguments[0] instanceof Map && (arguments.length > 1 || !takesAMap(method));
        if (!hasOptions) {
            refuseAmbiguous(method, arguments);
            return new OriginalCall(view, method, understood(method, arguments));
        }
        Map<?, ?> options = (Map<?, ?>) arguments[0];
        List<@Nullable Object> rest = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
        requireKnown(view, method, options);
        if (options.get("controller") != null && OriginalCall.isTrue("controller", options.get("controller"))) {
            if (options.size() > 1) {
                throw new IllegalArgumentException(
                        "kill(controller: true) ends all engines and the controller; it takes no other option");
            }
            return new OriginalCall(view, "killController", rest.toArray());
        }
        EngineView on = options.get("targets") == null ? view : on(view, options.get("targets"));
        if (options.get("flatten") != null) {
            rest.add(OriginalCall.isTrue("flatten", options.get("flatten")));
        }
        boolean waits = options.get("block") == null || OriginalCall.isTrue("block", options.get("block"));
        return new OriginalCall(waits ? on : on.pending(), method, understood(method, rest.toArray()));
    }

    /** {@code mec.mapper(targets: [0, 2], block: false).map(…)}. */
    static Object mapper(EngineView view, @Nullable Object[] arguments) {
        if (!Arrays.stream(arguments).allMatch(Map.class::isInstance)) {
            throw new IllegalArgumentException("mapper takes options only; pass the function to map");
        }
        return of(view, "map", arguments).receiver();
    }

    private static boolean takesAMap(String method) {
        return TAKE_A_MAP.contains(method);
    }

    private static OriginalCall subscript(EngineView view, String method, @Nullable Object[] arguments) {
        if (!(arguments[0] instanceof CharSequence name)) {
            throw new IllegalArgumentException(
                    "brackets take a name, as in mec['a'], not " + arguments[0] + "; mec.on(0) is engine 0");
        }
        return method.equals("getAt")
                ? new OriginalCall(view, "pull", new Object[] {name.toString()})
                : new OriginalCall(view, "push", new @Nullable Object[] {name.toString(), arguments[1]});
    }

    /** In {@code push(a: 1, targets: 0)} Groovy puts options and values into one map. */
    private static void refuseAmbiguous(String method, @Nullable Object[] arguments) {
        if (takesAMap(method) && arguments.length == 1 && arguments[0] instanceof Map<?, ?> values) {
            for (String option : List.of("targets", "block")) {
                if (values.containsKey(option)) {
                    throw new IllegalArgumentException(
                            SnakeCaseAliases.original(method) + " takes its values in a map of " + "their own, as in "
                                    + SnakeCaseAliases.original(method) + "([a: 1], " + option + ": …)");
                }
            }
        }
    }

    private static void requireKnown(EngineView view, String method, Map<?, ?> options) {
        Map<String, String> known = known(view, method);
        for (Object option : options.keySet()) {
            if (!known.containsKey(String.valueOf(option))) {
                throw new IllegalArgumentException(SnakeCaseAliases.original(method) + " has no option '" + option + "'"
                        + (known.isEmpty() ? "" : "; it has " + String.join(", ", known.values())));
            }
        }
    }

    private static Map<String, String> known(EngineView view, String method) {
        Map<String, String> known = new LinkedHashMap<>();
        if (view instanceof MultiEngineClient && has(EngineView.class, method)) {
            known.put("targets", "targets (an id, a list of ids, or 'all')");
        }
        if (has(PendingView.class, method)) {
            known.put("block", "block (true or false)");
        }
        if (method.equals("scatter")) {
            known.put("flatten", "flatten (true or false)");
        }
        if (view instanceof MultiEngineClient && method.equals("kill")) {
            known.put("controller", "controller (true or false)");
        }
        return known;
    }

    private static boolean has(Class<?> type, String method) {
        return Arrays.stream(type.getDeclaredMethods()).map(Method::getName).anyMatch(method::equals);
    }

    private static EngineView on(EngineView view, @Nullable Object targets) {
        MultiEngineClient mec = (MultiEngineClient) view;
        if (targets instanceof CharSequence word && word.toString().equals("all")) {
            return mec.all();
        }
        Collection<?> ids = ids(targets);
        if (ids.isEmpty() || !ids.stream().allMatch(Number.class::isInstance)) {
            throw new IllegalArgumentException("targets takes an engine's id, a list of ids, or 'all', not "
                    + (targets instanceof CharSequence ? "'" + targets + "'" : targets));
        }
        return mec.on(ids.stream().map(Number.class::cast).toList());
    }

    /** Of whatever type they are: the call looks at each, where Groovy would cut a number that is too large. */
    private static Collection<?> ids(@Nullable Object given) {
        if (given instanceof Collection<?> several) {
            return several;
        }
        return given != null && given.getClass().isArray()
                ? IntStream.range(0, Array.getLength(given))
                        .mapToObj(i -> Array.get(given, i))
                        .toList()
                : Collections.singletonList(given);
    }

    /** A file may be given by its name, and a function as text only. */
    private static @Nullable Object[] understood(String method, @Nullable Object[] arguments) {
        if (method.equals("run") && arguments.length == 1 && arguments[0] instanceof CharSequence name) {
            return new Object[] {Path.of(name.toString())};
        }
        if (method.equals("run") && arguments.length == 1 && arguments[0] instanceof File file) {
            return new Object[] {file.toPath()};
        }
        return TAKE_FUNCTIONS.contains(method)
                ? Arrays.stream(arguments)
                        .map(argument -> sources(method, argument))
                        .toArray()
                : arguments;
    }

    /** The sequences as one array, since Groovy would take a single array for all of them. */
    static @Nullable Object[] gathered(String method, @Nullable Object[] arguments) {
        return method.equals("map") && arguments.length > 1
                ? new @Nullable Object[] {arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length)}
                : arguments;
    }

    private static @Nullable Object sources(String method, @Nullable Object argument) {
        if (argument instanceof Map<?, ?> functions) {
            Map<Object, @Nullable Object> sources = new LinkedHashMap<>();
            functions.forEach((name, function) -> sources.put(name, sources(method, function)));
            return sources;
        }
        if (!(argument instanceof Closure)) {
            return argument;
        }
        return ClosureSources.of(argument)
                .orElseThrow(() -> new IllegalArgumentException(SnakeCaseAliases.original(method)
                        + " takes a closure literal, as in f = { x -> x * x }, or a function's "
                        + "source as text, as in '{ x -> x * x }'; a function declared by def, a method or a composed "
                        + "closure has no source to send"));
    }

    /** {@code pr.get_result(block: false, default: 0)}; with a default alone it does not wait either. */
    static OriginalCall of(PendingResult<?> result, String method, @Nullable Object[] arguments) {
        if (!method.equals("get") || arguments.length != 1 || !(arguments[0] instanceof Map<?, ?> options)) {
            return new OriginalCall(result, method, arguments);
        }
        for (Object option : options.keySet()) {
            if (!option.equals("block") && !option.equals("default")) {
                throw new IllegalArgumentException(
                        "get_result has no option '" + option + "'; it has block (true or false), default");
            }
        }
        boolean waits = options.get("block") == null
                ? !options.containsKey("default")
                : OriginalCall.isTrue("block", options.get("block"));
        return waits
                ? new OriginalCall(result, "get", new Object[0])
                : new OriginalCall(result, "getNow", new @Nullable Object[] {options.get("default")});
    }
}
