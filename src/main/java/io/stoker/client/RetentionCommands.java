package io.stoker.client;

import io.stoker.task.Durations;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clears and pins results. What does not fit into one message goes by several, whose answers become one. */
final class RetentionCommands {
    private static final List<long[]> ALL = List.of(new long[0]);

    private final ClientSession clientSession;
    private final Waits waits;

    RetentionCommands(ClientSession clientSession, Waits waits) {
        this.clientSession = clientSession;
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
        List<AnswerFuture<ToClient.Cleared>> sent =
                messages.stream().map(clientSession.commands()::clear).toList();
        CompletableFuture<Cleared> all = CompletableFuture.completedFuture(Cleared.NOTHING);
        for (AnswerFuture<ToClient.Cleared> done : sent) {
            all = all.thenCombine(done, Cleared::plus);
        }
        return limited(all.thenApply(Cleared::orThrow), sent, timeout, "the clearing of results");
    }

    CompletableFuture<Void> pin(boolean pinned, Duration timeout, long... taskIds) {
        Durations.require(timeout, pinned ? "pin" : "unpin");
        List<AnswerFuture<ToClient.Pinned>> sent = Ids.runs(taskIds).stream()
                .map(runs -> clientSession.commands().pin(runs, pinned))
                .toList();
        CompletableFuture<Pinned> all = CompletableFuture.completedFuture(Pinned.nothing(pinned));
        for (AnswerFuture<ToClient.Pinned> done : sent) {
            all = all.thenCombine(done, Pinned::plus);
        }
        String what = pinned ? "the pinning of tasks" : "the unpinning of tasks";
        return limited(all.thenAccept(Pinned::require), sent, timeout, what);
    }

    private <T> CompletableFuture<T> limited(
            CompletableFuture<T> done, List<? extends AnswerFuture<?>> sent, Duration timeout, String what) {
        clientSession.wake();
        return waits.forUser(
                done,
                timeout,
                () -> what + " was not confirmed within " + Durations.text(timeout)
                        + clientSession.commands().trouble(),
                () -> sent.forEach(clientSession.commands()::forget));
    }
}
