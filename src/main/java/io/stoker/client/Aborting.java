package io.stoker.client;

import io.stoker.client.TaskClient.AbortMode;
import io.stoker.task.AlreadyAbortedException;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.Arguments;
import io.stoker.task.Durations;
import io.stoker.task.PartlyAbortedException;
import io.stoker.task.UnknownTaskException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Aborts tasks, each by a command of its own. */
final class Aborting {
    private static final int MOST_RUNS_SHOWN = 10;

    private final ClientSession clientSession;
    private final Waits waits;

    Aborting(ClientSession clientSession, Waits waits) {
        this.clientSession = clientSession;
        this.waits = waits;
    }

    CompletableFuture<Void> abort(long taskId, AbortMode mode, Duration timeout) {
        require(mode, timeout);
        AnswerFuture<Void> done = send(taskId, mode);
        clientSession.wake();
        return limited(
                done,
                timeout,
                "the abort of task " + taskId,
                () -> clientSession.commands().forget(done));
    }

    /** Fails with {@link PartlyAbortedException} when all are answered, if some of them could not be aborted. */
    CompletableFuture<Void> abort(long[] taskIds, AbortMode mode, Duration timeout) {
        require(mode, timeout);
        long[] distinct = Arrays.stream(Arguments.given(taskIds, "abort needs the ids of tasks"))
                .distinct()
                .toArray();
        List<AnswerFuture<Void>> sent =
                Arrays.stream(distinct).mapToObj(id -> send(id, mode)).toList();
        clientSession.wake();
        CompletableFuture<Void> all = CompletableFuture.allOf(
                        sent.stream().map(Aborting::settled).toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> require(distinct, sent));
        return limited(
                all,
                timeout,
                "the abort of " + distinct.length + " tasks",
                () -> sent.forEach(clientSession.commands()::forget));
    }

    /** Aborts those of these tasks that can be aborted, and returns their ids when that is confirmed. */
    long[] tryAbort(List<Long> taskIds, AbortMode mode, Duration timeout) {
        long[] ids = taskIds.stream().mapToLong(id -> id).toArray();
        try {
            waits.get(abort(ids, mode, timeout));
            return ids;
        } catch (PartlyAbortedException e) {
            Set<Long> not = LongStream.of(e.notAborted()).boxed().collect(Collectors.toSet());
            return LongStream.of(ids).filter(id -> !not.contains(id)).toArray();
        }
    }

    private static void require(AbortMode mode, Duration timeout) {
        Arguments.given(mode, "abort needs a mode");
        Durations.require(timeout, "abort");
    }

    private AnswerFuture<Void> send(long taskId, AbortMode mode) {
        return clientSession.commands().abort(taskId, mode == AbortMode.INTERRUPT);
    }

    private <T> CompletableFuture<T> limited(
            CompletableFuture<T> done, Duration timeout, String what, Runnable forget) {
        return waits.forUser(
                done,
                timeout,
                () -> what + " was not confirmed within " + Durations.text(timeout)
                        + clientSession.commands().trouble(),
                forget);
    }

    /** Ends as well when the task cannot be aborted, which is no reason to wait no longer for the others. */
    private static CompletableFuture<Void> settled(CompletableFuture<Void> abort) {
        return abort.exceptionally(failure -> {
            if (failure instanceof AlreadyCompletedException
                    || failure instanceof AlreadyAbortedException
                    || failure instanceof UnknownTaskException) {
                return null;
            }
            throw new CompletionException(failure);
        });
    }

    private static void require(long[] taskIds, List<AnswerFuture<Void>> sent) {
        long[] refused = IntStream.range(0, taskIds.length)
                .filter(i -> sent.get(i).isCompletedExceptionally())
                .mapToLong(i -> taskIds[i])
                .toArray();
        if (refused.length == 0) {
            return;
        }
        String reason = sent.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .findFirst()
                .orElseThrow()
                .handle((done, failure) -> String.valueOf(failure.getMessage()))
                .join();
        throw new PartlyAbortedException(
                refused,
                "aborted " + (taskIds.length - refused.length) + " of " + taskIds.length + " tasks; not aborted: "
                        + Ids.text(Ids.runs(refused).get(0), MOST_RUNS_SHOWN) + " (" + reason + ")");
    }
}
