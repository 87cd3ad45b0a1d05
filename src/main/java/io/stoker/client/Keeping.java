package io.stoker.client;

import io.stoker.task.Durations;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clears and pins results. What does not fit into one message goes by several, whose answers become one. */
final class Keeping {
    private static final List<long[]> ALL = List.of(new long[0]);

    private final Link link;
    private final Waits waits;

    Keeping(Link link, Waits waits) {
        this.link = link;
        this.waits = waits;
    }

    CompletableFuture<Long> clearAll(Duration timeout) {
        return clear(ALL, timeout);
    }

    CompletableFuture<Long> clear(Duration timeout, long... taskIds) {
        return clear(Ids.runs(taskIds), timeout);
    }

    private CompletableFuture<Long> clear(List<long[]> messages, Duration timeout) {
        Durations.require(timeout, "clear");
        CompletableFuture<Cleared> all = CompletableFuture.completedFuture(Cleared.NOTHING);
        for (long[] runs : messages) {
            Answer<ToClient.Cleared> done = link.commands().clear(runs);
            all = all.thenCombine(limited(done, timeout, "the clearing of results"), Cleared::plus);
        }
        link.ring();
        return all.thenApply(Cleared::orThrow);
    }

    CompletableFuture<Void> pin(boolean pinned, Duration timeout, long... taskIds) {
        Durations.require(timeout, pinned ? "pin" : "unpin");
        CompletableFuture<Pinned> all = CompletableFuture.completedFuture(Pinned.nothing(pinned));
        for (long[] runs : Ids.runs(taskIds)) {
            Answer<ToClient.Pinned> done = link.commands().pin(runs, pinned);
            all = all.thenCombine(
                    limited(done, timeout, pinned ? "the pinning of tasks" : "the unpinning of tasks"), Pinned::plus);
        }
        link.ring();
        return all.thenAccept(Pinned::require);
    }

    private <T> CompletableFuture<T> limited(Answer<T> done, Duration timeout, String what) {
        return waits.forUser(
                done,
                timeout,
                () -> what + " was not confirmed within " + Durations.text(timeout)
                        + link.commands().trouble(),
                () -> link.commands().forget(done));
    }
}
