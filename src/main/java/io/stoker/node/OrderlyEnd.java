package io.stoker.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a family: the engines, then the controller; who does not end when asked is killed. */
final class OrderlyEnd {
    private OrderlyEnd() {}

    /** Completes when no process is left. */
    static CompletableFuture<@Nullable Void> of(List<Child> engines, @Nullable Child controller, Patience patience) {
        return end(engines, patience.enginesEnd())
                .thenCompose(
                        ended -> controller == null ? ended() : end(List.of(controller), patience.controllerEnd()));
    }

    private static CompletableFuture<@Nullable Void> end(List<Child> children, Duration patience) {
        children.forEach(Child::askToEnd);
        return exits(children)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(nothing -> {
                    children.forEach(Child::kill);
                    return exits(children);
                })
                .thenRun(() -> children.forEach(Child::removePidFile));
    }

    /** A new future each time: one may be completed by a time-out without the children having ended. */
    private static CompletableFuture<@Nullable Void> exits(List<Child> children) {
        return CompletableFuture.allOf(children.stream().map(Child::exit).toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<@Nullable Void> ended() {
        return CompletableFuture.completedFuture(null);
    }
}
