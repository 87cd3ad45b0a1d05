package io.stoker.client;

import io.stoker.client.TaskClient.AbortMode;
import io.stoker.task.AlreadyAbortedException;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.PartlyAbortedException;
import io.stoker.task.PartlyClearedException;
import io.stoker.task.PartlyPinnedException;
import io.stoker.task.PinnedException;
import io.stoker.task.UnknownTaskException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The commands of a {@link TaskClient} about tasks that were submitted before, by whichever client. */
public abstract sealed class TaskCommands permits TaskClient {
    private final Waits waits;
    private final Duration usual;
    private final Aborting aborting;
    private final RetentionCommands retentionCommands;

    /** @param usual how long a command may take where the caller does not say it */
    TaskCommands(ClientSession clientSession, Waits waits, Duration usual) {
        this.waits = waits;
        this.usual = usual;
        this.aborting = new Aborting(clientSession, waits);
        this.retentionCommands = new RetentionCommands(clientSession, waits);
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
