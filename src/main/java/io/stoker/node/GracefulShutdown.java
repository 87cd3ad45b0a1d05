package io.stoker.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Ends the child processes: the engines, then the controller; who does not end when asked is killed, and told of. */
final class GracefulShutdown {
    private final Consumer<ChildProcess> onKill;
    private volatile boolean forced;

    private GracefulShutdown(Consumer<ChildProcess> onKill) {
        this.onKill = onKill;
    }

    /**
     * Completes when no process is left; true if all of them have ended when asked.
     *
     * @param onKill told of each child that is killed, on any thread
     */
    static CompletableFuture<Boolean> of(
            List<ChildProcess> engines,
            @Nullable ChildProcess controller,
            LauncherTimeouts timeouts,
            Consumer<ChildProcess> onKill) {
        GracefulShutdown end = new GracefulShutdown(onKill);
        List<ChildProcess> last = controller == null ? List.of() : List.of(controller);
        return end.end(engines, timeouts.enginesEnd())
                .thenCompose(ended -> end.end(last, timeouts.controllerEnd()))
                .thenApply(ended -> !end.forced);
    }

    private CompletableFuture<@Nullable Void> end(List<ChildProcess> children, Duration timeout) {
        children.forEach(ChildProcess::askToEnd);
        return exits(children)
                .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(nothing -> {
                    children.stream().filter(child -> !child.exit().isDone()).forEach(this::kill);
                    return exits(children);
                })
                .thenRun(() -> children.forEach(ChildProcess::removePidFile));
    }

    private void kill(ChildProcess child) {
        forced = true;
        onKill.accept(child);
        child.kill();
    }

    /** A new future each time: one may be completed by a time-out without the children having ended. */
    private static CompletableFuture<@Nullable Void> exits(List<ChildProcess> children) {
        return CompletableFuture.allOf(
                children.stream().map(ChildProcess::exitAndLastLines).toArray(CompletableFuture<?>[]::new));
    }
}
