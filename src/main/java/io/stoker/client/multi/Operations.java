package io.stoker.client.multi;

import io.stoker.task.EngineProperties;
import io.stoker.task.Names;
import io.stoker.task.StokerException;
import io.stoker.task.Utf8;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.Values;
import io.stoker.wire.ToDirect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Each direct call once, for any targets. A call goes to all of them at once; its result, or its exception, comes when
 * all have answered, in the order of the targets.
 */
final class Operations {
    private final Connection connection;
    private final Caller caller;
    private final Calls calls;

    Operations(Connection connection, Caller caller) {
        this.connection = connection;
        this.caller = caller;
        this.calls = new Calls(caller, connection.limit());
    }

    Connection connection() {
        return connection;
    }

    /** Calls all targets; what they bring, in their order, becomes the result. */
    <P, T> PendingResult<T> call(
            String method,
            List<Target> targets,
            BiFunction<Integer, CallLine, CompletableFuture<P>> each,
            Function<List<P>, T> result) {
        List<CompletableFuture<P>> parts = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            parts.add(each.apply(i, caller.line(target.instance(), target.id())));
        }
        CompletableFuture<T> all = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> result.apply(joined(method, targets, parts)));
        return new PendingResult<>(connection, method + " on " + names(targets), all);
    }

    PendingResult<ResultList> execute(
            List<Target> targets, String name, String source, @Nullable Consumer<LiveText> live) {
        if (source == null) {
            throw new IllegalArgumentException("execute needs a source, not null");
        }
        requireSmall("the source of execute", Utf8.length(source));
        return call(
                name.isEmpty() ? "execute" : "run",
                targets,
                (i, line) -> calls.executed(
                        line,
                        (header, number, replyTo) ->
                                new ToDirect.Execute(header, number, name, source, live != null, replyTo),
                        prints(line, live)),
                ResultList::raised);
    }

    /** In the order of printing, and not on the thread that the texts come by. */
    private BiConsumer<Boolean, String> prints(CallLine line, @Nullable Consumer<LiveText> live) {
        if (live == null) {
            return (error, text) -> {};
        }
        InOrder order = new InOrder(connection::run);
        return (error, text) -> order.run(() -> live.accept(new LiveText(line.id(), error, text)));
    }

    PendingResult<ResultList> history(List<Target> targets, int number) {
        return call(
                "getResult",
                targets,
                (i, line) -> calls.executed(
                        line,
                        (header, n, replyTo) -> new ToDirect.History(header, n, number, replyTo),
                        (error, text) -> {}),
                ResultList::new);
    }

    /** The same values for all: they are encoded once. */
    PendingResult<Done> push(List<Target> targets, Map<String, ?> values) {
        Map<String, byte[]> encoded = encoded("push", values);
        return call("push", targets, (i, line) -> calls.push(line, encoded), Done::of);
    }

    /** To each target its own value. */
    PendingResult<Done> pushEach(
            String method, List<Target> targets, String name, List<? extends @Nullable Object> values) {
        List<Map<String, byte[]>> encoded = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put(name, values.get(i));
            encoded.add(encoded(method, one));
        }
        return call(method, targets, (i, line) -> calls.push(line, encoded.get(i)), Done::of);
    }

    /** What cannot be sent is found before anything is. */
    private Map<String, byte[]> encoded(String method, Map<String, ? extends @Nullable Object> values) {
        Map<String, byte[]> encoded = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            Names.requireIdentifier(name, method);
            byte[] bytes = Values.encode(name, value);
            connection.limit().require(name, bytes.length);
            encoded.put(name, bytes);
        });
        return encoded;
    }

    /** Of each target the values of all names, in their order. */
    PendingResult<List<List<@Nullable Object>>> pull(List<Target> targets, List<String> names) {
        names.forEach(name -> Names.requireIdentifier(name, "pull"));
        requireSmall("the names of pull", names.stream().mapToLong(Utf8::length).sum());
        return call(
                "pull",
                targets,
                (i, line) -> calls.values(line, (header, n, replyTo) -> new ToDirect.Pull(header, n, names, replyTo)),
                all -> all.stream().map(values -> decoded(names, values)).toList());
    }

    private void requireSmall(String what, long bytes) {
        if (bytes > connection.limit().together()) {
            throw new ValueTooLargeException(what + " takes " + bytes + " bytes, and the limit is "
                    + connection.limit().together() + " (stoker.inline-limit)");
        }
    }

    private static List<@Nullable Object> decoded(List<String> names, Map<String, byte[]> values) {
        List<@Nullable Object> decoded = new ArrayList<>();
        names.forEach(name -> decoded.add(Values.decode(Objects.requireNonNull(values.get(name), name))));
        return decoded;
    }

    PendingResult<List<List<String>>> keys(List<Target> targets) {
        return call(
                "keys",
                targets,
                (i, line) -> calls.values(line, ToDirect.Keys::new),
                all -> all.stream().map(values -> strings(values, "")).toList());
    }

    private static List<String> strings(Map<String, byte[]> values, String name) {
        List<?> list = (List<?>) Objects.requireNonNull(Values.decode(Objects.requireNonNull(values.get(name))));
        return list.stream().map(String::valueOf).toList();
    }

    PendingResult<Done> reset(List<Target> targets) {
        return call("reset", targets, (i, line) -> calls.values(line, ToDirect.Reset::new), Done::of);
    }

    PendingResult<Done> clearQueue(List<Target> targets) {
        return call("clearQueue", targets, (i, line) -> calls.values(line, ToDirect.ClearQueue::new), Done::of);
    }

    PendingResult<List<EngineQueue>> queueStatus(List<Target> targets) {
        return call(
                "queueStatus",
                targets,
                (i, line) -> calls.values(line, ToDirect.Queue::new)
                        .thenApply(values -> new EngineQueue(
                                line.id(),
                                strings(values, "queue"),
                                String.valueOf(Values.decode(Objects.requireNonNull(values.get("pending")))))),
                all -> all);
    }

    /** Of each target all properties that it has then. */
    PendingResult<List<Map<String, @Nullable Object>>> properties(
            String method, List<Target> targets, Map<String, ?> set, List<String> remove, boolean clear) {
        Map<String, byte[]> encoded = encoded(method, set);
        remove.forEach(name -> Names.requireIdentifier(name, method));
        return call(
                method,
                targets,
                (i, line) -> calls.values(
                        line,
                        (header, n, replyTo) -> new ToDirect.Properties(header, n, encoded, remove, clear, replyTo)),
                all -> all.stream()
                        .map(values -> new EngineProperties(values).toMap())
                        .toList());
    }

    private static String names(List<Target> targets) {
        String ids = String.join(
                ", ",
                targets.stream().map(target -> String.valueOf(target.id())).toList());
        return (targets.size() == 1 ? "engine " : "engines ") + ids;
    }

    private static <P> List<P> joined(String method, List<Target> targets, List<CompletableFuture<P>> parts) {
        List<P> values = new ArrayList<>();
        List<CompositeException.Part> failures = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            try {
                values.add(parts.get(i).join());
            } catch (CompletionException e) {
                failures.add(new CompositeException.Part(targets.get(i).id(), method, exception(e)));
            }
        }
        if (!failures.isEmpty()) {
            throw new CompositeException(method, failures);
        }
        return values;
    }

    private static StokerException exception(CompletionException e) {
        return e.getCause() instanceof StokerException exception
                ? exception
                : new StokerException("failed: " + e.getCause(), e);
    }
}
