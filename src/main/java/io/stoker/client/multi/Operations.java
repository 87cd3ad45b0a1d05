package io.stoker.client.multi;

import io.stoker.task.Durations;
import io.stoker.task.EngineLostException;
import io.stoker.task.EngineProperties;
import io.stoker.task.Names;
import io.stoker.task.StokerException;
import io.stoker.task.Subject;
import io.stoker.task.Utf8;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.Values;
import io.stoker.wire.ToDirect;
import io.stoker.wire.values.OutboundValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Each direct call once, for any targets. A call goes to all of them at once; its result, or its exception, comes when
 * all have answered, in the order of the targets.
 */
final class Operations {
    private static final String ROWS = "rows";

    private final Connection connection;
    private final DirectSession directSession;
    private final Calls calls;

    Operations(Connection connection, DirectSession directSession) {
        this.connection = connection;
        this.directSession = directSession;
        this.calls = new Calls(directSession, connection::run);
    }

    Connection connection() {
        return connection;
    }

    Calls calls() {
        return calls;
    }

    /**
     * Calls all targets; what they bring, in their order, becomes the result.
     *
     * @throws TooManyCallsException if too many calls to one of them are not over
     */
    <P, T> PendingResult<T> call(
            String method,
            List<Target> targets,
            BiFunction<Integer, CallLine, CompletableFuture<P>> each,
            Function<List<P>, T> result) {
        targets.forEach(
                target -> directSession.line(target.instance(), target.id()).requireRoom());
        return controlCall(method, targets, each, result);
    }

    /** As {@link #call}, however many calls are under way: it is done before those that wait. */
    private <P, T> PendingResult<T> controlCall(
            String method,
            List<Target> targets,
            BiFunction<Integer, CallLine, CompletableFuture<P>> each,
            Function<List<P>, T> result) {
        List<CompletableFuture<P>> parts = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            parts.add(each.apply(i, directSession.line(target.instance(), target.id())));
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
        Prints prints = new Prints(live, connection::run);
        return call(
                name.isEmpty() ? "execute" : "run",
                targets,
                (i, line) -> {
                    ToDirect.Execute message = new ToDirect.Execute(name, source, prints.areWanted());
                    return prints.before(calls.executed(line, message, prints.of(line)))
                            .thenApply(Operations::raised);
                },
                ResultList::new);
    }

    private static ExecuteResult raised(ExecuteResult result) {
        if (result.failure() != null) {
            throw new CallFailedException(result.engineId(), result.failure());
        }
        return result;
    }

    PendingResult<ResultList> history(List<Target> targets, int number) {
        return call(
                "getResult",
                targets,
                (i, line) -> calls.executed(line, new ToDirect.History(number), (error, text) -> {}),
                ResultList::new);
    }

    /** The same values for all: they are encoded once. */
    PendingResult<Done> push(List<Target> targets, Map<?, ?> values) {
        OutboundValues outbound = CallValues.of("push", values, connection.limit());
        return call(
                "push",
                targets,
                (i, line) -> calls.bring(line, outbound, new ToDirect.Push(outbound.payloads()))
                        .thenApply(Done::of),
                Done::of);
    }

    /** To each target its own block of a sequence. */
    PendingResult<Done> scatter(List<Target> targets, String name, Object sequence, boolean flatten) {
        Names.requireVariable(name, "scatter");
        List<OutboundValues> values = Sequences.spans(Sequences.length("scatter", sequence), targets.size()).stream()
                .map(span -> CallValues.of(
                        name,
                        flatten && span.isOne()
                                ? Subject.element("scatter", name, span.from())
                                : Subject.block("scatter", name, span.from()),
                        Sequences.block(sequence, span, flatten),
                        connection.limit()))
                .toList();
        return call(
                "scatter",
                targets,
                (i, line) -> calls.bring(
                                line,
                                values.get(i),
                                new ToDirect.Push(values.get(i).payloads()))
                        .thenApply(Done::of),
                Done::of);
    }

    /** Defines functions by their sources. */
    PendingResult<Done> define(List<Target> targets, Map<?, ?> sources) {
        Map<String, String> functions = new LinkedHashMap<>();
        Names.of(sources, "pushFunction").forEach((name, source) -> {
            Names.requireVariable(name, "pushFunction");
            if (!(source instanceof CharSequence text) || text.toString().isBlank()) {
                throw new IllegalArgumentException("pushFunction needs the source of '" + name + "' as text, not "
                        + (source == null
                                ? "null"
                                : source instanceof CharSequence
                                        ? "blank"
                                        : "a " + source.getClass().getTypeName()));
            }
            functions.put(name, source.toString());
        });
        requireSmall(
                "the sources of pushFunction",
                functions.entrySet().stream()
                        .mapToLong(entry -> Utf8.length(entry.getKey()) + Utf8.length(entry.getValue()))
                        .sum());
        return call(
                "pushFunction",
                targets,
                (i, line) -> calls.values(line, new ToDirect.Define(functions)).thenApply(Done::of),
                Done::of);
    }

    /** Of each target the sources of all names, in their order. */
    PendingResult<List<List<String>>> sources(List<Target> targets, Collection<?> functions) {
        List<String> names = Columns.variables(functions, "pullFunction");
        requireSmall(
                "the names of pullFunction",
                names.stream().mapToLong(Utf8::length).sum());
        return call(
                "pullFunction",
                targets,
                (i, line) -> calls.values(line, new ToDirect.Sources(names))
                        .thenApply(values -> decoded(names, values).stream()
                                .map(String::valueOf)
                                .toList()),
                all -> all);
    }

    /** Calls a function with the elements of sequences, a block of them on each target; the results in their order. */
    PendingResult<List<@Nullable Object>> map(List<Target> targets, String function, Object... sequences) {
        if (function == null || function.isBlank()) {
            throw new IllegalArgumentException("map needs a function: its name on the engines, or its source");
        }
        requireSmall("the function of map", Utf8.length(function));
        List<Sequences.Span> spans = Sequences.spans(Sequences.length("map", sequences), targets.size());
        List<OutboundValues> blocks = spans.stream()
                .map(span -> CallValues.of(
                        ROWS,
                        Subject.rows("map", span.from(), sequences.length),
                        Sequences.rows(span, sequences),
                        connection.limit()))
                .toList();
        return call(
                "map",
                targets,
                (i, line) -> calls.bring(
                                line,
                                blocks.get(i),
                                new ToDirect.Apply(
                                        function,
                                        spans.get(i).from(),
                                        Objects.requireNonNull(
                                                blocks.get(i).payloads().get(ROWS))))
                        .thenApply(values -> decoded(List.of(""), values).get(0)),
                parts -> elements(Sequences.joined(parts)));
    }

    private static List<@Nullable Object> elements(Object list) {
        return new ArrayList<>((List<?>) list);
    }

    /** Of each target the values of all names, in their order. */
    PendingResult<List<List<@Nullable Object>>> pull(List<Target> targets, Collection<?> pulled) {
        List<String> names = Columns.variables(pulled, "pull");
        requireSmall("the names of pull", names.stream().mapToLong(Utf8::length).sum());
        return call(
                "pull",
                targets,
                (i, line) -> calls.values(line, new ToDirect.Pull(names)).thenApply(values -> decoded(names, values)),
                all -> all);
    }

    /** Refuses a source that cannot be compiled, as far as this JVM can tell. */
    void requireCompiles(String name, String source) {
        connection.check(name, source).ifPresent(failure -> {
            throw new StokerException(name + " was not sent: " + failure.text());
        });
    }

    static Map<String, @Nullable Object> single(String name, @Nullable Object value) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put(name, value);
        return one;
    }

    static int requireNumber(int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "executions are numbered from 1, so " + number + " is not a valid number");
        }
        return number;
    }

    private void requireSmall(String what, long bytes) {
        if (bytes > connection.limit().together()) {
            throw new ValueTooLargeException(what + " takes " + bytes + " bytes, and the limit is "
                    + connection.limit().together()
                    + " (stoker.inline-limit); push what is large in it as a value, or have it read from a file");
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
                (i, line) -> calls.values(line, new ToDirect.Keys()).thenApply(values -> strings(values, "")),
                all -> all);
    }

    private static List<String> strings(Map<String, byte[]> values, String name) {
        List<?> list = (List<?>) Objects.requireNonNull(Values.decode(Objects.requireNonNull(values.get(name))));
        return list.stream().map(String::valueOf).toList();
    }

    PendingResult<Done> reset(List<Target> targets) {
        return call(
                "reset",
                targets,
                (i, line) -> calls.values(line, new ToDirect.Reset()).thenApply(Done::of),
                Done::of);
    }

    PendingResult<Done> clearQueue(List<Target> targets) {
        return controlCall(
                "clearQueue", targets, (i, line) -> calls.clearQueue(line).thenApply(Done::of), Done::of);
    }

    /** Says that they get no tasks from now on, or do again. */
    PendingResult<Done> drain(List<Target> targets, boolean on) {
        return controlCall(
                on ? "drain" : "resume",
                targets,
                (i, line) -> calls.values(line, new ToDirect.Drain(on)).thenApply(Done::of),
                Done::of);
    }

    /** They end when they have nothing to do, after so long at the latest. */
    PendingResult<Done> remove(List<Target> targets, Duration within) {
        long millis = TimeUnit.NANOSECONDS.toMillis(Durations.nanos(Durations.require(within, "remove")));
        return ending("remove", targets, new ToDirect.Remove(millis));
    }

    PendingResult<Done> kill(List<Target> targets) {
        return ending("kill", targets, new ToDirect.Kill());
    }

    /** An engine that is lost has done as it was told. */
    private PendingResult<Done> ending(String what, List<Target> targets, ToDirect.Call call) {
        return controlCall(
                what,
                targets,
                (i, line) -> calls.values(line, call).handle((values, failure) -> {
                    if (failure != null && !(Calls.cause(failure) instanceof EngineLostException)) {
                        throw new CompletionException(Calls.cause(failure));
                    }
                    return Done.DONE;
                }),
                Done::of);
    }

    PendingResult<List<EngineQueue>> queueStatus(List<Target> targets) {
        return controlCall(
                "queueStatus",
                targets,
                (i, line) -> calls.values(line, new ToDirect.Queue())
                        .thenApply(values -> new EngineQueue(
                                line.id(),
                                strings(values, "queue"),
                                String.valueOf(Values.decode(Objects.requireNonNull(values.get("pending")))))),
                all -> all);
    }

    /** Of each target all properties that it has then. */
    PendingResult<List<Map<String, @Nullable Object>>> properties(
            String method, List<Target> targets, Map<?, ?> values, Collection<?> removed, boolean clear) {
        Map<String, @Nullable Object> set = Names.of(values, method);
        set.forEach((property, value) -> {
            if (value == null) {
                throw new IllegalArgumentException(
                        "the property '" + property + "' cannot be null; delProperties removes one");
            }
        });
        Map<String, byte[]> encoded = EngineProperties.of(set).encoded();
        List<String> remove = Columns.properties(removed, method);
        return call(
                method,
                targets,
                (i, line) -> calls.values(line, new ToDirect.Properties(encoded, remove, clear))
                        .thenApply(all -> new EngineProperties(all).toMap()),
                all -> all);
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
        Map<Integer, Object> results = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            try {
                P value = parts.get(i).join();
                values.add(value);
                results.put(targets.get(i).id(), value);
            } catch (CompletionException e) {
                failures.add(new CompositeException.Part(targets.get(i).id(), method, exception(e)));
            }
        }
        if (!failures.isEmpty()) {
            throw new CompositeException(method, failures, results);
        }
        return values;
    }

    private static StokerException exception(CompletionException e) {
        Throwable cause = Calls.cause(e);
        return cause instanceof StokerException exception ? exception : new StokerException("failed: " + cause, cause);
    }
}
