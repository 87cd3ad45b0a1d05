package io.stoker.client.multi;

import io.stoker.task.Arguments;
import io.stoker.task.LiveFunction;
import io.stoker.task.MapBlock;
import io.stoker.task.StokerFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls of Java functions, for any targets. */
final class JavaCalls {
    private final Operations operations;
    private final Calls calls;

    JavaCalls(Operations operations) {
        this.operations = operations;
        this.calls = operations.calls();
    }

    /** The same function for all: it is written once. */
    @SuppressWarnings("unchecked") // the function returns a T, and what it returned arrives as that
    <T extends @Nullable Object> PendingResult<List<T>> apply(
            List<Target> targets, LiveFunction function, @Nullable Consumer<LiveText> live) {
        OutboundFunction outbound = operations.connection().write(function);
        Prints prints = new Prints(live, operations.connection()::run);
        return operations.call(
                "apply", targets, (i, line) -> prints.before(calls.function(line, outbound, "apply", prints)), values ->
                        (List<T>) values);
    }

    /** Calls the function with each element, a block of them on each target; the results in their order. */
    <R extends @Nullable Object> PendingResult<List<R>> map(
            List<Target> targets, StokerFunction<?, ? extends R> function, Collection<?> elements) {
        Arguments.given(function, "map needs a function");
        List<@Nullable Object> all = new ArrayList<>(Arguments.given(elements, "map needs elements"));
        List<OutboundFunction> blocks = Sequences.spans(all.size(), targets.size()).stream()
                .map(span -> operations.connection().write(LiveFunction.of(block(function, all, span))))
                .toList();
        Prints prints = new Prints(null, operations.connection()::run);
        return operations.call(
                "map", targets, (i, line) -> calls.function(line, blocks.get(i), "map", prints), JavaCalls::joined);
    }

    @SuppressWarnings("unchecked") // it is called with the elements only
    private static MapBlock block(StokerFunction<?, ?> function, List<@Nullable Object> elements, Sequences.Span span) {
        return new MapBlock(
                (StokerFunction<@Nullable Object, @Nullable Object>) function,
                new ArrayList<>(elements.subList(span.from(), span.to())),
                span.from());
    }

    @SuppressWarnings("unchecked") // these are what the function has returned
    private static <R extends @Nullable Object> List<R> joined(List<?> blocks) {
        List<R> joined = new ArrayList<>();
        blocks.forEach(block -> joined.addAll((List<R>) block));
        return joined;
    }
}
