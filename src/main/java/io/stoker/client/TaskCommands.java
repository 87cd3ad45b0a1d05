package io.stoker.client;

import io.stoker.client.TaskClient.AbortMode;
import io.stoker.task.AlreadyAbortedException;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.Durations;
import io.stoker.task.PartlyAbortedException;
import io.stoker.task.PartlyClearedException;
import io.stoker.task.PartlyPinnedException;
import io.stoker.task.PinnedException;
import io.stoker.task.Query;
import io.stoker.task.RefusedException;
import io.stoker.task.Task;
import io.stoker.task.UnknownTaskException;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** The commands of a {@link TaskClient} about tasks that were submitted before, by whichever client. */
public abstract sealed class TaskCommands permits TaskClient {
    private final Waits waits;
    private final Duration usual;
    private final Aborting aborting;
    private final RetentionCommands retentionCommands;
    private final Retrying retrying;
    private final Sweeping sweeping;

    /** @param usual how long a command may take where the caller does not say it */
    TaskCommands(ClientSession clientSession, Waits waits, Submitting submitting, Duration usual) {
        this.waits = waits;
        this.usual = usual;
        this.aborting = new Aborting(clientSession, waits);
        this.retentionCommands = new RetentionCommands(clientSession, waits);
        Asking asking = new Asking(clientSession, waits);
        this.retrying = new Retrying(asking, submitting);
        this.sweeping = new Sweeping(new Finding(asking, usual), aborting, retrying, usual);
    }

    Retrying retrying() {
        return retrying;
    }

    Sweeping sweeping() {
        return sweeping;
    }

    /** As {@link #retry(long, UnaryOperator)}, without edits. */
    public long retry(long taskId) {
        return retry(taskId, task -> task);
    }

    /**
     * Submits a task again, as a new one with the same source or function, values, options, labels and name, whether it
     * has ended or not; nothing becomes of the task itself. {@link Query#retriesOf} finds the new one.
     *
     * @param edits changes the task before, as in {@code task -> task.push("a", 7).retries(3)}
     * @return the new task's id
     * @throws UnknownTaskException if no task has this id, or none any more
     * @throws RefusedException if the store no longer has a large value of it, which it keeps for an hour
     *     ({@code stoker.keep-unused-values}) after a task has succeeded, and of other tasks as long as their results
     */
    public long retry(long taskId, UnaryOperator<Task> edits) {
        return retry(taskId, edits, usual);
    }

    /** As {@link #retry(long, UnaryOperator)}, with a timeout. */
    public long retry(long taskId, UnaryOperator<Task> edits, Duration timeout) {
        return retrying.retry(taskId, edits, timeout);
    }

    /** As {@link #retry(long, UnaryOperator)}, without waiting. */
    public CompletableFuture<Long> retryAsync(long taskId, UnaryOperator<Task> edits) {
        return waits.supply(() -> retry(taskId, edits));
    }

    /**
     * Retries the tasks that a query finds, as {@link #retry(long)} does each: those that have failed, timed out or
     * were aborted, or, if the query names states, those that have ended in one of these. Tasks that were retried
     * before are left out: their retries, which have the same labels, take their places. So calling it again after a
     * failure retries what is left, and nothing twice. Takes as long as that takes.
     *
     * @return the ids of the new tasks
     * @throws RefusedException if some could not be submitted again; {@link RefusedException#acceptedIds()} has the ids
     *     of the retries of the others
     */
    public long[] retryAll(Query query) {
        return sweeping.retry(query, null, Sweeping.Limit.NONE).orThrow().ids();
    }

    /**
     * As {@link #retryAll(Query)}, with a timeout.
     *
     * @throws WaitTimeoutException if not all are retried by then; those that are stay
     */
    public long[] retryAll(Query query, Duration timeout) {
        return sweeping.retry(query, null, Sweeping.Limit.within(Durations.require(timeout, "retryAll")))
                .orThrow()
                .ids();
    }

    /** As {@link #retryAll(Query)}, without waiting. */
    public CompletableFuture<long[]> retryAllAsync(Query query) {
        return waits.supply(() -> retryAll(query));
    }

    /** As {@link #abortAll(Query, AbortMode)} with {@link AbortMode#DISCARD}. */
    public long abortAll(Query query) {
        return abortAll(query, AbortMode.DISCARD);
    }

    /**
     * Aborts all tasks that a query finds and that have not ended, as {@link #abort(long, AbortMode)} does each. What
     * ends meanwhile is left as it is, and what is submitted meanwhile is not looked at. Takes as long as that takes.
     *
     * @return how many were aborted
     */
    public long abortAll(Query query, AbortMode mode) {
        return sweeping.abort(query, null, mode, Sweeping.Limit.NONE).count();
    }

    /**
     * As {@link #abortAll(Query, AbortMode)}, with a timeout.
     *
     * @throws WaitTimeoutException if not all are aborted by then; those that are stay so
     */
    public long abortAll(Query query, AbortMode mode, Duration timeout) {
        return sweeping.abort(query, null, mode, Sweeping.Limit.within(Durations.require(timeout, "abortAll")))
                .count();
    }

    /** As {@link #abortAll(Query, AbortMode)}, without waiting. */
    public CompletableFuture<Long> abortAllAsync(Query query, AbortMode mode) {
        return waits.supply(() -> abortAll(query, mode));
    }

    /** As {@link #abort(long, AbortMode)} with {@link AbortMode#DISCARD}. */
    public void abort(long taskId) {
        abort(taskId, AbortMode.DISCARD);
    }

    /**
     * Aborts a task: at once if it is queued, and otherwise when its engine answers. It is never run again.
     *
     * @throws UnknownTaskException if no task has this id
     * @throws AlreadyCompletedException if it has ended
     * @throws AlreadyAbortedException if it is already being aborted
     */
    public void abort(long taskId, AbortMode mode) {
        abort(taskId, mode, usual);
    }

    /** As {@link #abort(long, AbortMode)}, with a timeout. */
    public void abort(long taskId, AbortMode mode, Duration timeout) {
        waits.get(aborting.abort(taskId, mode, timeout));
    }

    /** As {@link #abort(long, AbortMode)}, without waiting. */
    public CompletableFuture<Void> abortAsync(long taskId, AbortMode mode) {
        return aborting.abort(taskId, mode, usual);
    }

    /** As {@link #abort(AbortMode, long...)} with {@link AbortMode#DISCARD}. */
    public void abort(long... taskIds) {
        abort(AbortMode.DISCARD, taskIds);
    }

    /**
     * Aborts several tasks, as {@link #abort(long, AbortMode)} does each.
     *
     * @throws PartlyAbortedException if some of them had ended, were already aborted, or do not exist; the others are
     *     aborted
     */
    public void abort(AbortMode mode, long... taskIds) {
        waits.get(abortAsync(mode, taskIds));
    }

    /** As {@link #abort(AbortMode, long...)}, without waiting. */
    public CompletableFuture<Void> abortAsync(AbortMode mode, long... taskIds) {
        return aborting.abort(taskIds, mode, usual);
    }

    /**
     * Removes the results of all tasks that have ended and are not pinned. Their ids are not used again.
     *
     * @return how many were removed
     */
    public long clear() {
        return clear(usual);
    }

    /** As {@link #clear()}, with a timeout. */
    public long clear(Duration timeout) {
        return waits.get(retentionCommands.clearAll(timeout));
    }

    /** As {@link #clear()}, without waiting. */
    public CompletableFuture<Long> clearAsync() {
        return retentionCommands.clearAll(usual);
    }

    /**
     * Removes the results of these tasks. Their ids are not used again.
     *
     * @return how many were removed
     * @throws PartlyClearedException if some of them have not ended, were removed before, or do not exist; the others
     *     are removed
     * @throws PinnedException if some of them are pinned; nothing was removed
     */
    public long clear(long... taskIds) {
        return clear(usual, taskIds);
    }

    /** As {@link #clear(long...)}, with a timeout. */
    public long clear(Duration timeout, long... taskIds) {
        return waits.get(retentionCommands.clear(timeout, taskIds));
    }

    /** As {@link #clear(long...)}, without waiting. */
    public CompletableFuture<Long> clearAsync(long... taskIds) {
        return retentionCommands.clear(usual, taskIds);
    }

    /**
     * Pins tasks: once they have ended, their results are kept by retention ({@code stoker.retention}) and
     * {@link #clear()}. Pinning twice is pinning once.
     *
     * @throws PartlyPinnedException if some of the tasks do not exist, or no longer exist; the others are pinned
     */
    public void pin(long... taskIds) {
        pin(usual, taskIds);
    }

    /** As {@link #pin(long...)}, with a timeout. */
    public void pin(Duration timeout, long... taskIds) {
        waits.get(retentionCommands.pin(true, timeout, taskIds));
    }

    /** As {@link #pin(long...)}, without waiting. */
    public CompletableFuture<Void> pinAsync(long... taskIds) {
        return retentionCommands.pin(true, usual, taskIds);
    }

    /** Undoes {@link #pin(long...)}, with the same exception; does nothing for a task that is not pinned. */
    public void unpin(long... taskIds) {
        unpin(usual, taskIds);
    }

    /** As {@link #unpin(long...)}, with a timeout. */
    public void unpin(Duration timeout, long... taskIds) {
        waits.get(retentionCommands.pin(false, timeout, taskIds));
    }

    /** As {@link #unpin(long...)}, without waiting. */
    public CompletableFuture<Void> unpinAsync(long... taskIds) {
        return retentionCommands.pin(false, usual, taskIds);
    }
}
