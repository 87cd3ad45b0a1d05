package io.stoker.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends a family: the engines, then the controller; who does not end when asked is killed, and told of. */
final class OrderlyEnd {
    private final Consumer<Child> onKill;
    private volatile boolean forced;

    private OrderlyEnd(Consumer<Child> onKill) {
        this.onKill = onKill;
    }

    /**
     * Completes when no process is left; true if all of them have ended when asked.
     *
     * @param onKill told of each child that is killed, on any thread
     */
    static CompletableFuture<Boolean> of(
            List<Child> engines, @Nullable Child controller, Patience patience, Consumer<Child> onKill) {
        OrderlyEnd end = new OrderlyEnd(onKill);
        List<Child> last = controller == null ? List.of() : List.of(controller);
        return end.end(engines, patience.enginesEnd())
                .thenCompose(ended -> end.end(last, patience.controllerEnd()))
                .thenApply(ended -> !end.forced);
    }

    private CompletableFuture<@Nullable Void> end(List<Child> children, Duration patience) {
        children.forEach(Child::askToEnd);
        return exits(children)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(nothing -> {
                    children.stream().filter(child -> !child.exit().isDone()).forEach(this::kill);
                    return exits(children);
                })
                .thenRun(() -> children.forEach(Child::removePidFile));
    }

    private void kill(Child child) {
        forced = true;
        onKill.accept(child);
        child.kill();
    }

    /** A new future each time: one may be completed by a time-out without the children having ended. */
    private static CompletableFuture<@Nullable Void> exits(List<Child> children) {
        return CompletableFuture.allOf(
                children.stream().map(Child::exitAndLastLines).toArray(CompletableFuture<?>[]::new));
    }
}
