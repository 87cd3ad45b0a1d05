package io.stoker.client;

import io.stoker.client.TaskClient.AbortMode;
import io.stoker.task.Arguments;
import io.stoker.task.StokerException;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A Java function that was submitted as a task: a future of its value, which also knows the task. It fails with
 * {@link io.stoker.task.TaskFailedException}, whose cause is what the function threw, or with another one of
 * {@link TaskResult#raiseException}. Whoever cancels it aborts the task.
 *
 * @param <T> what the function returns
 */
public final class TaskHandle<T extends @Nullable Object> extends CompletableFuture<T> {
    private final TaskClient client;
    private final CompletableFuture<Long> id;
    private final CompletableFuture<TaskResult> result;

    private TaskHandle(TaskClient client, CompletableFuture<Long> id, CompletableFuture<TaskResult> result) {
        this.client = client;
        this.id = id;
        this.result = result;
    }

    /**
     * Makes the handle of a task.
     *
     * @param id the task's id, when it is accepted; nobody else's
     * @param result its result; nobody else's
     */
    static <T extends @Nullable Object> TaskHandle<T> of(
            TaskClient client, CompletableFuture<Long> id, CompletableFuture<TaskResult> result) {
        TaskHandle<T> handle = new TaskHandle<>(client, id, result);
        var unused = result.whenComplete(handle::ended);
        return handle;
    }

    @SuppressWarnings("unchecked") // the function returns a T, and what it returned arrives as that
    private void ended(@Nullable TaskResult ended, @Nullable Throwable failure) {
        if (ended == null) {
            completeExceptionally(failure == null ? new StokerException("the task has no result") : failure);
            return;
        }
        try {
            complete((T) ended.value());
        } catch (Throwable e) { // the value's own code may throw anything when it is read
            completeExceptionally(e);
        }
    }

    /** What the failure of a future is about. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * The task's id; waits until the controller has accepted the task.
     *
     * @throws StokerException if it is not accepted
     */
    public long id() {
        return client.waits().get(id);
    }

    /** The task's id; -1 if it was not accepted, or not yet. */
    long knownId() {
        return id.isDone() && !id.isCompletedExceptionally() ? id.join() : -1;
    }

    /**
     * How the task stands.
     *
     * @throws StokerException as {@link #id}, or if the controller does not answer
     */
    public TaskState state() {
        return client.questions().state(id());
    }

    /**
     * How far the task has come, as {@link TaskClient#progress(long)}.
     *
     * @throws StokerException as {@link #id}, or if the controller does not answer
     */
    public Optional<TaskProgress> progress() {
        return client.progress(id());
    }

    /**
     * The task's result with its attempts, output and times, when it has ended in whatever way; waits for that.
     *
     * @throws StokerException if it is not accepted, or cannot be had
     */
    public TaskResult result() {
        return client.waits().get(result);
    }

    /** As {@link TaskClient#abort(long)}: the task does not run any more, or its value is dropped. */
    public void abort() {
        abort(AbortMode.DISCARD);
    }

    /**
     * As {@link TaskClient#abort(long, AbortMode)}.
     *
     * @throws io.stoker.task.AlreadyCompletedException if it has ended
     * @throws io.stoker.task.AlreadyAbortedException if it is already being aborted
     */
    public void abort(AbortMode mode) {
        client.abort(id(), mode);
    }

    /** As {@link #abort(AbortMode)}, without waiting. */
    public CompletableFuture<Void> abortAsync(AbortMode mode) {
        Arguments.given(mode, "abort needs a mode");
        return id.thenCompose(task -> client.abortAsync(task, mode));
    }

    /**
     * Aborts the task, without waiting for that.
     *
     * @param mayInterruptIfRunning whether a running function's thread is interrupted; otherwise it runs to its end
     * @return whether this future is cancelled
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            AbortMode mode = mayInterruptIfRunning ? AbortMode.INTERRUPT : AbortMode.DISCARD;
            var unused = abortAsync(mode).whenComplete((done, failure) -> result.cancel(false));
        }
        return cancelled;
    }
}
