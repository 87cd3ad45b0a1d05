package io.stoker.client.multi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what a call prints on its engines while it runs: in order, and not on the thread that the texts come
 * by.
 */
final class Prints {
    private final @Nullable Consumer<LiveText> listener;
    private final SequentialExecutor order;

    /** @param listener null if nobody wants to hear of it */
    Prints(@Nullable Consumer<LiveText> listener, Executor threads) {
        this.listener = listener;
        this.order = new SequentialExecutor(threads);
    }

    /** Whether anybody listens. */
    boolean areWanted() {
        return listener != null;
    }

    /** Hears what is printed on an engine: whether as an error, and what. */
    BiConsumer<Boolean, String> of(CallLine line) {
        Consumer<LiveText> told = listener;
        return told == null
                ? (error, text) -> {}
                : (error, text) -> order.run(() -> told.accept(new LiveText(line.id(), error, text)));
    }

    /** The same result, after all that was printed before it. */
    <T> CompletableFuture<T> before(CompletableFuture<T> result) {
        if (listener == null) {
            return result;
        }
        CompletableFuture<T> heard = new CompletableFuture<>();
        var unused = result.whenComplete((value, failure) -> order.run(() -> {
            if (failure == null) {
                heard.complete(value);
            } else {
                heard.completeExceptionally(failure);
            }
        }));
        return heard;
    }
}
