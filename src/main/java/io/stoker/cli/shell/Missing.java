package io.stoker.cli.shell;

import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.PendingResult;
import io.stoker.task.Failure;
import io.stoker.task.Task;
import java.util.Map;
import java.util.Optional;

/** What the original has and the shell has not, and what to write in its place. */
final class Missing {
    private static final String ONE_FORM = "all values are sent in one form, as in mec.push([a: x]) and mec.pull('a')";
    private static final String NO_FLUSH =
            "results that are not fetched are garbage-collected: there is nothing to flush";
    static final String A_TASK_EACH =
            "submit a task for each element, as in ids = tc.run_all(xs.collect { client.Task('y = f(x)', push: [x: it], "
                    + "pull: 'y') }); mec.map('f', xs) calls a function of the engines in blocks";
    private static final String FUTURES =
            "tc.get_task_result(id, block: false) does not wait, and tc.getTaskResultAsync(id) returns a future";

    private static final String CAUGHT =
            "pr.r throws what went wrong, as in try { pr.r } catch (CompositeError e) { … }";

    private static final Map<Class<?>, Map<String, String>> METHODS = Map.of(
            EngineView.class,
            Map.of(
                    "push_serialized",
                    ONE_FORM,
                    "pull_serialized",
                    ONE_FORM,
                    "flush",
                    NO_FLUSH,
                    "clear_pending_results",
                    NO_FLUSH,
                    "get_pending_deferred",
                    "a call with block: false returns a pending result, as in pr = mec.execute('a = 1', block: false); pr.r",
                    "raw_map",
                    "mec.map('f', xs, ys) takes the sequences one by one"),
            PendingResult.class,
            Map.of(
                    "add_callback",
                    "pr.map { r -> … } returns a new pending result with the function's value, and "
                            + "pr.onResult { r -> … } calls the closure with the result; neither changes pr.r",
                    "add_errback",
                    CAUGHT,
                    "add_callbacks",
                    CAUGHT,
                    "add_both",
                    CAUGHT),
            TaskClient.class,
            Map.of("map", A_TASK_EACH, "mapper", A_TASK_EACH, "parallel", A_TASK_EACH, "task_controller", FUTURES),
            Failure.class,
            Map.of(
                    "raise_exception",
                    "r.raise_exception() of the task's result throws it",
                    "print_traceback",
                    "write println r.failure.get_traceback()",
                    "value",
                    "an engine's exception is sent as text: r.failure.type, r.failure.message",
                    "check",
                    "r.failure.type is the name of the exception's class"),
            ClientModule.class,
            Map.of(
                    "get_task_client",
                    "write client.TaskClient(); its methods whose names end in Async return futures",
                    "get_multiengine_client",
                    "write client.MultiEngineClient(); a call with block: false returns a pending result",
                    "default_task_address",
                    "client.TaskClient() takes the address from the profile"));

    private Missing() {}

    /** The refusal of a method or property that the original has, and Stoker has not. */
    static Optional<IllegalArgumentException> method(Object object, String name) {
        String original = SnakeCaseAliases.original(name);
        return METHODS.entrySet().stream()
                .filter(entry ->
                        entry.getKey().isInstance(object) && entry.getValue().containsKey(original))
                .findFirst()
                .map(entry -> new IllegalArgumentException(
                        "there is no " + name + ": " + entry.getValue().get(original)));
    }

    /** The refusal of a property that can be read in the original, and not here. */
    static Optional<IllegalArgumentException> reading(Object object, String name, String method) {
        if (object instanceof Task && NamedOptions.isOption(method)) {
            return Optional.of(new IllegalArgumentException(
                    "a task's options cannot be read; t." + method + "(…) returns a new task with that option"));
        }
        return name.equals("block") ? setting(object, name, method) : Optional.empty();
    }

    /** The refusal of a property that can be set in the original, and not here. */
    static Optional<IllegalArgumentException> setting(Object object, String name, String method) {
        if (object instanceof EngineView && (name.equals("block") || name.equals("targets"))) {
            return Optional.of(new IllegalArgumentException(name
                    + " is an option of each call, as in mec.execute('a = 1', " + name
                    + ": …); mec.on(0, 2) is a client for some engines"));
        }
        if (object instanceof TaskClient && name.equals("block")) {
            return Optional.of(
                    new IllegalArgumentException("block is an option of each call, as in tc.run(t, block: true)"));
        }
        if (object instanceof Task && NamedOptions.isOption(method)) {
            return Optional.of(new IllegalArgumentException(
                    "a task is immutable; write t = t." + method + "(…), or client.Task('a = 1', " + name + ": …)"));
        }
        return Optional.empty();
    }
}
