package io.stoker.client;

import io.stoker.task.AlreadyAbortedException;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.Arguments;
import io.stoker.task.ControllerUnreachableException;
import io.stoker.task.Durations;
import io.stoker.task.PartlyAbortedException;
import io.stoker.task.PartlyClearedException;
import io.stoker.task.PartlyPinnedException;
import io.stoker.task.PinnedException;
import io.stoker.task.QueueStatus;
import io.stoker.task.RefusedException;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskSpec;
import io.stoker.task.UnfinishedException;
import io.stoker.task.UnknownTaskException;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.values.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The Task interface: submits tasks to the controller, which has them run on whichever engine is free. Any client may
 * ask for any task's result by its id.
 *
 * <p>Thread-safe. Each blocking call has a twin that takes a time-out and one that returns a future. Commands fail by
 * themselves, with {@link ControllerUnreachableException}, when the controller has not answered for
 * {@code stoker.client.request-timeout}.
 */
public final class TaskClient {
    private final Link link;
    private final Waits waits;
    private final ClientSettings settings;
    private final Backlog backlog;
    private final Awaiting awaiting;
    private final Aborting aborting;
    private final Keeping keeping;
    private final Asking asking;

    TaskClient(Link link, Waits waits, Backlog backlog, ClientSettings settings) {
        this.link = link;
        this.waits = waits;
        this.backlog = backlog;
        this.settings = settings;
        this.asking = new Asking(link, waits);
        this.awaiting = new Awaiting(link, waits, asking);
        this.aborting = new Aborting(link, waits);
        this.keeping = new Keeping(link, waits);
    }

    /** What {@link #abort(long, AbortMode)} does to a task that runs. */
    public enum AbortMode {
        /** Lets it run to its end, and throws away what it brings. */
        DISCARD,
        /** Interrupts it as well. */
        INTERRUPT
    }

    /**
     * Submits a task. When this returns, the controller's ledger has it.
     *
     * <p>Values that are too large to travel with the task are brought to the controller's store first. That takes as
     * long as it takes, and fails only when no part of them has been taken for {@code stoker.client.request-timeout}.
     *
     * @return the task's id: 0, 1, 2…
     * @throws ValueTooLargeException if its source is larger than {@code stoker.inline-limit}, or one of its values
     *     than {@code stoker.max-value-size}; nothing was sent
     * @throws RefusedException if the controller refuses it; the message says why
     */
    public long run(Task task) {
        return runAll(Collections.singletonList(task))[0];
    }

    /** As {@link #run(Task)}, with a time-out of its own. */
    public long run(Task task, Duration timeout) {
        return runAll(Collections.singletonList(task), timeout)[0];
    }

    /** As {@link #run(Task)}, at once. */
    public CompletableFuture<Long> runAsync(Task task) {
        return runAllAsync(Collections.singletonList(task)).thenApply(ids -> ids[0]);
    }

    /**
     * Submits many tasks, which travel in as few messages as they fit into. While more than
     * {@code stoker.client.max-backlog} has been submitted and not accepted, this waits before it sends anything.
     *
     * @return their ids, in the same order
     * @throws RefusedException if the controller refuses one of the messages; {@link RefusedException#acceptedIds()}
     *     tells of the others
     */
    public long[] runAll(Collection<Task> tasks) {
        awaitRoom(settings.requestTimeout());
        Submission submission = submit(tasks);
        try {
            waits.get(submission.stored());
            return await(submission, settings.requestTimeout(), tasks.size());
        } finally {
            submission.forget();
        }
    }

    /** As {@link #runAll(Collection)}, with a time-out of its own. */
    public long[] runAll(Collection<Task> tasks, Duration timeout) {
        long start = System.nanoTime();
        awaitRoom(Durations.require(timeout, "run"));
        Submission submission = submit(tasks);
        try {
            return await(submission, Durations.left(timeout, System.nanoTime() - start), tasks.size());
        } finally {
            submission.forget();
        }
    }

    /**
     * As {@link #runAll(Collection)}, at once. When more than {@code stoker.client.max-backlog} has been submitted and
     * not accepted, it fails with {@link BacklogFullException}. When the future is cancelled or times out, the tasks
     * may have been accepted or not.
     */
    public CompletableFuture<long[]> runAllAsync(Collection<Task> tasks) {
        try {
            backlog.requireRoom();
        } catch (BacklogFullException e) {
            return CompletableFuture.failedFuture(e);
        }
        Submission submission = submit(tasks);
        Duration timeout = settings.requestTimeout();
        return waits.forUser(
                submission
                        .stored()
                        .thenCompose(done ->
                                waits.limited(submission.ids(), timeout, () -> notAccepted(tasks.size(), timeout))),
                submission::forget);
    }

    private void awaitRoom(Duration timeout) {
        CompletableFuture<Void> room = backlog.room();
        try {
            waits.get(
                    room,
                    timeout,
                    () -> "tasks submitted before were not accepted within " + Durations.text(timeout)
                            + ", and the client cannot hold more (stoker.client.max-backlog)"
                            + link.commands().trouble());
        } finally {
            room.cancel(false);
        }
    }

    private long[] await(Submission submission, Duration timeout, int tasks) {
        return waits.get(submission.ids(), timeout, () -> notAccepted(tasks, timeout));
    }

    /**
     * Submits a task and waits for its result, for as long as it takes; the original's {@code run(task, block=True)}.
     */
    public TaskResult runAndGet(Task task) {
        return getTaskResult(run(task));
    }

    /** As {@link #runAndGet(Task)}, for no longer than {@code timeout} in all. */
    public TaskResult runAndGet(Task task, Duration timeout) {
        long start = System.nanoTime();
        long id = run(task, timeout);
        return getTaskResult(id, Durations.left(timeout, System.nanoTime() - start));
    }

    /** As {@link #runAndGet(Task)}, at once. */
    public CompletableFuture<TaskResult> runAndGetAsync(Task task) {
        CompletableFuture<Long> id = runAsync(task);
        AtomicReference<CompletableFuture<TaskResult>> result = new AtomicReference<>();
        return waits.forUser(
                id.thenCompose(accepted -> {
                    result.set(getTaskResultAsync(accepted));
                    return result.get();
                }),
                () -> {
                    id.cancel(false);
                    CompletableFuture<TaskResult> awaited = result.get();
                    if (awaited != null) {
                        awaited.cancel(false);
                    }
                });
    }

    private String notAccepted(int tasks, Duration timeout) {
        return tasks + " tasks were sent, and not all were accepted within " + Durations.text(timeout)
                + "; they may or may not be in the ledger" + link.commands().trouble();
    }

    private Submission submit(Collection<Task> tasks) {
        List<TaskSpec> specs = new ArrayList<>();
        for (Object task : Arguments.given(tasks, "runAll needs tasks")) {
            specs.add(spec(task));
        }
        return new Submission(link, backlog, specs, settings.limit(), this::patience);
    }

    /** Of what a language may have put among tasks that does not know types. */
    private static TaskSpec spec(Object task) {
        if (!(Arguments.given(task, "run needs a task") instanceof Task one)) {
            throw new IllegalArgumentException(
                    "run needs a task, not a " + task.getClass().getTypeName());
        }
        return one.spec();
    }

    private Patience patience() {
        Duration limit = settings.requestTimeout();
        return Patience.of(
                limit,
                () -> waits.timedOut(
                        () -> "the upload of a large value to the store is stuck: no part of it was accepted"
                                + " within " + Durations.text(limit)));
    }

    /**
     * Waits until a task has ended, for as long as it takes. However it has ended, it has a result, which tells its
     * state: {@link TaskResult#raiseException()}, {@code ns()} and {@code get(name)} throw what it failed of.
     *
     * @throws UnknownTaskException if no task has this id
     */
    public TaskResult getTaskResult(long taskId) {
        return awaiting.result(taskId, null);
    }

    /**
     * As {@link #getTaskResult(long)}, for no longer than {@code timeout}.
     *
     * @throws WaitTimeoutException if it has not ended by then; the message says how it stands
     * @throws ControllerUnreachableException if it has not ended by then and the controller is silent
     */
    public TaskResult getTaskResult(long taskId, Duration timeout) {
        return awaiting.result(taskId, Durations.require(timeout, "getTaskResult"));
    }

    /** As {@link #getTaskResult(long)}, at once. */
    public CompletableFuture<TaskResult> getTaskResultAsync(long taskId) {
        return awaiting.result(taskId);
    }

    /**
     * Waits until all of these tasks have ended, for as long as it takes. They are asked for together.
     *
     * @return their results, in the order of the ids
     * @throws UnknownTaskException as soon as it is known that one of the ids is no task's
     */
    public List<TaskResult> getTaskResults(long... taskIds) {
        return awaiting.results((Duration) null, taskIds);
    }

    /**
     * As {@link #getTaskResults(long...)}, for no longer than {@code timeout}.
     *
     * @throws UnfinishedException if some have not ended by then; it says which
     */
    public List<TaskResult> getTaskResults(Duration timeout, long... taskIds) {
        return awaiting.results(Durations.require(timeout, "getTaskResults"), taskIds);
    }

    /** As {@link #getTaskResults(long...)}, at once. */
    public CompletableFuture<List<TaskResult>> getTaskResultsAsync(long... taskIds) {
        return awaiting.results(taskIds);
    }

    /**
     * The task's result if it has ended, in whatever way, and empty if it has not.
     *
     * @throws UnknownTaskException if no task has this id
     */
    public Optional<TaskResult> peekTaskResult(long taskId) {
        return peekTaskResult(taskId, settings.requestTimeout());
    }

    /** As {@link #peekTaskResult(long)}, with a time-out of its own. */
    public Optional<TaskResult> peekTaskResult(long taskId, Duration timeout) {
        return awaiting.peek(taskId, Durations.require(timeout, "peekTaskResult"));
    }

    /** As {@link #peekTaskResult(long)}, at once. */
    public CompletableFuture<Optional<TaskResult>> peekTaskResultAsync(long taskId) {
        return waits.supply(() -> peekTaskResult(taskId));
    }

    /**
     * Waits until all of these tasks have ended, in whatever way.
     *
     * @throws UnknownTaskException as soon as it is known that one of the ids is no task's
     */
    public void barrier(long... taskIds) {
        awaiting.barrier((Duration) null, taskIds);
    }

    /**
     * As {@link #barrier(long...)}, for no longer than {@code timeout}.
     *
     * @throws UnfinishedException if some have not ended by then; it says how many are left, and which
     */
    public void barrier(Duration timeout, long... taskIds) {
        awaiting.barrier(Durations.require(timeout, "barrier"), taskIds);
    }

    /** As {@link #barrier(long...)}, at once. */
    public CompletableFuture<Void> barrierAsync(long... taskIds) {
        return awaiting.barrier(taskIds);
    }

    /** How many tasks wait, run, and have ended in which way. */
    public QueueStatus queueStatus() {
        return queueStatus(false);
    }

    /** As {@link #queueStatus()}; with the ids behind the counts if {@code verbose}. */
    public QueueStatus queueStatus(boolean verbose) {
        return queueStatus(verbose, settings.requestTimeout());
    }

    /** As {@link #queueStatus(boolean)}, with a time-out of its own. */
    public QueueStatus queueStatus(boolean verbose, Duration timeout) {
        ToClient.StatusAnswer answer = (ToClient.StatusAnswer) asking.ask(ToController.AskStatus::new, timeout);
        return verbose ? new VerboseStatus(this).read(answer.nextTask(), timeout) : answer.status();
    }

    /** As {@link #queueStatus(boolean)}, at once. */
    public CompletableFuture<QueueStatus> queueStatusAsync(boolean verbose) {
        return waits.supply(() -> queueStatus(verbose));
    }

    byte[] states(long from, int count, Duration timeout) {
        ToClient answer =
                asking.ask((request, replyTo) -> new ToController.AskStates(request, from, count, replyTo), timeout);
        return ((ToClient.StatesAnswer) answer).states();
    }

    /** As {@link #abort(long, AbortMode)} with {@link AbortMode#DISCARD}. */
    public void abort(long taskId) {
        abort(taskId, AbortMode.DISCARD);
    }

    /**
     * Ends a task before it has ended by itself: at once if it waits, and otherwise when its engine answers. It is not
     * run again for any reason.
     *
     * @throws UnknownTaskException if no task has this id
     * @throws AlreadyCompletedException if it has ended
     * @throws AlreadyAbortedException if its abort was asked for before
     */
    public void abort(long taskId, AbortMode mode) {
        abort(taskId, mode, settings.requestTimeout());
    }

    /** As {@link #abort(long, AbortMode)}, with a time-out of its own. */
    public void abort(long taskId, AbortMode mode, Duration timeout) {
        waits.get(aborting.abort(taskId, mode, timeout));
    }

    /** As {@link #abort(long, AbortMode)}, at once. */
    public CompletableFuture<Void> abortAsync(long taskId, AbortMode mode) {
        return aborting.abort(taskId, mode, settings.requestTimeout());
    }

    /** As {@link #abort(AbortMode, long...)} with {@link AbortMode#DISCARD}. */
    public void abort(long... taskIds) {
        abort(AbortMode.DISCARD, taskIds);
    }

    /**
     * Aborts several tasks, as {@link #abort(long, AbortMode)} does each.
     *
     * @throws PartlyAbortedException if some of them had ended, had been aborted before, or never were; the others are
     *     aborted
     */
    public void abort(AbortMode mode, long... taskIds) {
        waits.get(abortAsync(mode, taskIds));
    }

    /** As {@link #abort(AbortMode, long...)}, at once. */
    public CompletableFuture<Void> abortAsync(AbortMode mode, long... taskIds) {
        return aborting.abort(taskIds, mode, settings.requestTimeout());
    }

    /**
     * Removes the results of all tasks that have ended and are not pinned. Their ids are not used again.
     *
     * @return how many were removed
     */
    public long clear() {
        return clear(settings.requestTimeout());
    }

    /** As {@link #clear()}, with a time-out of its own. */
    public long clear(Duration timeout) {
        return waits.get(keeping.clearAll(timeout));
    }

    /** As {@link #clear()}, at once. */
    public CompletableFuture<Long> clearAsync() {
        return keeping.clearAll(settings.requestTimeout());
    }

    /**
     * Removes the results of these tasks. Their ids are not used again.
     *
     * @return how many were removed
     * @throws PartlyClearedException if some of them have not ended, were removed before, or never were; the others are
     *     removed
     * @throws PinnedException if some of them are pinned; nothing was removed
     */
    public long clear(long... taskIds) {
        return clear(settings.requestTimeout(), taskIds);
    }

    /** As {@link #clear(long...)}, with a time-out of its own. */
    public long clear(Duration timeout, long... taskIds) {
        return waits.get(keeping.clear(timeout, taskIds));
    }

    /** As {@link #clear(long...)}, at once. */
    public CompletableFuture<Long> clearAsync(long... taskIds) {
        return keeping.clear(settings.requestTimeout(), taskIds);
    }

    /**
     * Pins tasks: once they have ended, their results stay whatever the settings of {@code stoker.retention} say and
     * {@link #clear()} does. Pinning twice is pinning once.
     *
     * @throws PartlyPinnedException if no task has some of the ids, or none any more; the others are pinned
     */
    public void pin(long... taskIds) {
        pin(settings.requestTimeout(), taskIds);
    }

    /** As {@link #pin(long...)}, with a time-out of its own. */
    public void pin(Duration timeout, long... taskIds) {
        waits.get(keeping.pin(true, timeout, taskIds));
    }

    /** As {@link #pin(long...)}, at once. */
    public CompletableFuture<Void> pinAsync(long... taskIds) {
        return keeping.pin(true, settings.requestTimeout(), taskIds);
    }

    /**
     * Takes back what {@link #pin(long...)} has done; for a task that is not pinned nothing.
     *
     * @throws PartlyPinnedException as {@link #pin(long...)} does
     */
    public void unpin(long... taskIds) {
        unpin(settings.requestTimeout(), taskIds);
    }

    /** As {@link #unpin(long...)}, with a time-out of its own. */
    public void unpin(Duration timeout, long... taskIds) {
        waits.get(keeping.pin(false, timeout, taskIds));
    }

    /** As {@link #unpin(long...)}, at once. */
    public CompletableFuture<Void> unpinAsync(long... taskIds) {
        return keeping.pin(false, settings.requestTimeout(), taskIds);
    }

    /**
     * Has the controller look again which task could go to which engine. It does so by itself whenever anything has
     * changed, so that this is never needed.
     *
     * @return whether a task was handed out
     */
    public boolean spin() {
        return spin(settings.requestTimeout());
    }

    /** As {@link #spin()}, with a time-out of its own. */
    public boolean spin(Duration timeout) {
        return ((ToClient.Spun) asking.ask(ToController.Spin::new, timeout)).scheduled();
    }
}
