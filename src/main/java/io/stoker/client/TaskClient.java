package io.stoker.client;

import io.stoker.task.Arguments;
import io.stoker.task.ControllerUnreachableException;
import io.stoker.task.Durations;
import io.stoker.task.Explanation;
import io.stoker.task.Query;
import io.stoker.task.QueueStatus;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerException;
import io.stoker.task.StokerFunction;
import io.stoker.task.StokerRunnable;
import io.stoker.task.Task;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskSummary;
import io.stoker.task.UnfinishedException;
import io.stoker.task.UnknownTaskException;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Task interface: submits tasks to the controller, which runs them on free engines. Any client may ask for any
 * task's result by its id. Thread-safe. Each blocking call has a variant with a timeout and one that returns a future.
 * Commands fail with {@link ControllerUnreachableException}, when the controller has not answered for
 * {@code stoker.client.request-timeout}.
 */
public final class TaskClient extends TaskCommands {
    private final Waits waits;
    private final ClientSettings settings;
    private final Submitting submitting;
    private final Awaiting awaiting;
    private final Handles handles;
    private final Questions questions;

    TaskClient(ClientSession clientSession, Waits waits, Backlog backlog, ClientSettings settings) {
        this(clientSession, waits, new Submitting(clientSession, waits, backlog, settings), settings);
    }

    private TaskClient(ClientSession clientSession, Waits waits, Submitting submitting, ClientSettings settings) {
        super(clientSession, waits, submitting, settings.requestTimeout());
        this.waits = waits;
        this.settings = settings;
        this.submitting = submitting;
        this.questions = new Questions(clientSession, waits, settings.requestTimeout());
        this.awaiting = new Awaiting(clientSession, waits, questions.asking(), settings.requestTimeout());
        this.handles = new Handles(submitting, awaiting);
    }

    /** What {@link #abort(long, AbortMode)} does to a running task. */
    public enum AbortMode {
        /** Lets it run to its end, and discards its result. */
        DISCARD,
        /** Interrupts it as well. */
        INTERRUPT
    }

    /**
     * Submits a task. When this returns, the controller's ledger has it.
     *
     * <p>Values that are too large for the task's message are first uploaded to the controller's store. That may take
     * any time, and fails only if the store accepts no part for {@code stoker.client.request-timeout}.
     *
     * @return the task's id: 0, 1, 2…
     * @throws ValueTooLargeException if its source is larger than {@code stoker.inline-limit}, or one of its values
     *     than {@code stoker.max-value-size}; nothing was sent
     * @throws RefusedException if the controller refuses it; the message says why
     */
    public long run(Task task) {
        return runAll(Collections.singletonList(task))[0];
    }

    /** As {@link #run(Task)}, with a timeout. */
    public long run(Task task, Duration timeout) {
        return runAll(Collections.singletonList(task), timeout)[0];
    }

    /** As {@link #runAllAsync(Collection)} with one task. */
    public CompletableFuture<Long> runAsync(Task task) {
        return submitting.idsAsync(Collections.singletonList(task), ids -> ids[0]);
    }

    /**
     * Submits many tasks, in as few messages as possible. While more than {@code stoker.client.max-backlog} of
     * submitted data waits for acceptance, this waits before it sends anything (backpressure).
     *
     * @return their ids, in the same order
     * @throws RefusedException if the controller refuses one of the messages; {@link RefusedException#acceptedIds()}
     *     has the ids of the others
     */
    public long[] runAll(Collection<Task> tasks) {
        return submitting.ids(tasks);
    }

    /** As {@link #runAll(Collection)}, with a timeout. */
    public long[] runAll(Collection<Task> tasks, Duration timeout) {
        return submitting.ids(tasks, timeout);
    }

    /**
     * As {@link #runAll(Collection)}, with a future instead of waiting for the answer. While more than
     * {@code stoker.client.max-backlog} of submitted data waits for acceptance, the call itself waits, for at most
     * {@code stoker.client.async-wait}, so that a fast caller is slowed down and does not fill the heap. On a thread
     * that runs callbacks of Stoker's futures it does not wait. If there is still no room, the future fails and nothing
     * was sent. When the future is cancelled or times out, the tasks may have been accepted or not.
     */
    public CompletableFuture<long[]> runAllAsync(Collection<Task> tasks) {
        return submitting.idsAsync(tasks, ids -> ids);
    }

    /** Submits a task and waits for its result without a limit; IPython1's {@code run(task, block=True)}. */
    public TaskResult runAndGet(Task task) {
        submitting.awaitRoom(settings.requestTimeout());
        return awaiting.result(submitting.awaited(task));
    }

    /** As {@link #runAndGet(Task)}, for no longer than {@code timeout} in all. */
    public TaskResult runAndGet(Task task, Duration timeout) {
        long start = System.nanoTime();
        submitting.awaitRoom(Durations.require(timeout, "runAndGet"));
        AwaitedTask awaited = submitting.awaited(task);
        return awaiting.result(awaited, Durations.left(timeout, System.nanoTime() - start), timeout);
    }

    /** As {@link #runAndGet(Task)}, with a future; the call itself waits only as {@link #runAllAsync} does. */
    public CompletableFuture<TaskResult> runAndGetAsync(Task task) {
        StokerException full = submitting.lackOfRoom();
        return full == null
                ? awaiting.resultAsync(submitting.awaited(task), JavaDecoder.OF_THREAD)
                : CompletableFuture.failedFuture(full);
    }

    /**
     * Submits a Java function as a task. The engines need not have its classes; {@link Task#call} says more. The call
     * itself waits only as {@link #runAllAsync} does.
     *
     * @return the future of what it returns
     * @throws UnsendableValueException if something that it captures cannot travel; the message says where it is
     * @throws ValueTooLargeException if it is larger than {@code stoker.max-value-size}
     */
    public <T extends @Nullable Object> TaskHandle<T> submit(StokerCallable<T> function) {
        return submit(function, task -> task);
    }

    /** As {@link #submit(StokerCallable)}, with options, as in {@code task -> task.retries(2)}. */
    public <T extends @Nullable Object> TaskHandle<T> submit(StokerCallable<T> function, UnaryOperator<Task> options) {
        return handles.submit(
                this, Arguments.given(options, "submit needs options").apply(Task.call(function)));
    }

    /** As {@link #submit(StokerCallable)}, of a function that returns nothing. */
    public TaskHandle<@Nullable Void> submit(StokerRunnable function) {
        return submit(function, task -> task);
    }

    /** As {@link #submit(StokerRunnable)}, with options. */
    public TaskHandle<@Nullable Void> submit(StokerRunnable function, UnaryOperator<Task> options) {
        return handles.submit(
                this, Arguments.given(options, "submit needs options").apply(Task.execute(function)));
    }

    /**
     * Waits without a limit until a task has ended. Every ended task has a result with its state;
     * {@link TaskResult#raiseException()}, {@code ns()} and {@code get(name)} throw its failure.
     *
     * @throws UnknownTaskException if no task has this id
     */
    public TaskResult getTaskResult(long taskId) {
        return awaiting.result(taskId, null);
    }

    /**
     * As {@link #getTaskResult(long)}, for no longer than {@code timeout}.
     *
     * @throws WaitTimeoutException if it has not ended by then; the message states the task's state
     * @throws ControllerUnreachableException if it has not ended by then and the controller is silent
     */
    public TaskResult getTaskResult(long taskId, Duration timeout) {
        return awaiting.result(taskId, Durations.require(timeout, "getTaskResult"));
    }

    /** As {@link #getTaskResult(long)}, without waiting. */
    public CompletableFuture<TaskResult> getTaskResultAsync(long taskId) {
        return awaiting.result(taskId);
    }

    /**
     * Waits without a limit until all of these tasks have ended, with one request.
     *
     * @return their results, in the order of the ids
     * @throws UnknownTaskException as soon as it is known that one of the ids is unknown
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

    /** As {@link #getTaskResults(long...)}, without waiting. */
    public CompletableFuture<List<TaskResult>> getTaskResultsAsync(long... taskIds) {
        return awaiting.results(taskIds);
    }

    /**
     * The task's result if it has ended, with any outcome, or empty if it has not.
     *
     * @throws UnknownTaskException if no task has this id
     */
    public Optional<TaskResult> peekTaskResult(long taskId) {
        return peekTaskResult(taskId, settings.requestTimeout());
    }

    /** As {@link #peekTaskResult(long)}, with a timeout. */
    public Optional<TaskResult> peekTaskResult(long taskId, Duration timeout) {
        return awaiting.peek(taskId, Durations.require(timeout, "peekTaskResult"));
    }

    /** As {@link #peekTaskResult(long)}, without waiting. */
    public CompletableFuture<Optional<TaskResult>> peekTaskResultAsync(long taskId) {
        return waits.supply(() -> peekTaskResult(taskId));
    }

    /**
     * Waits until all of these tasks have ended, with any outcome.
     *
     * @throws UnknownTaskException as soon as it is known that one of the ids is unknown
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

    /** As {@link #barrier(long...)}; tells how far it is, on this thread, ten times a second. */
    public void barrier(Consumer<Progress> progress, long... taskIds) {
        awaiting.barrier(Arguments.given(progress, "barrier needs a function")::accept, taskIds);
    }

    /**
     * As {@link #barrier(long...)}; shows on standard error how many have ended and failed, the rate and the time that
     * is left: on a terminal in a line that changes, and elsewhere, or where {@code NO_COLOR} is set, in a line every
     * few seconds.
     */
    public void bar(long... taskIds) {
        awaiting.barrier(ProgressBar.onStandardError(), taskIds);
    }

    /** As {@link #barrier(long...)}, without waiting. */
    public CompletableFuture<Void> barrierAsync(long... taskIds) {
        return awaiting.barrier(taskIds);
    }

    /** The numbers of queued and running tasks, and of ended tasks by outcome. */
    public QueueStatus queueStatus() {
        return queueStatus(false);
    }

    /** As {@link #queueStatus()}; with the ids behind the counts if {@code verbose}. */
    public QueueStatus queueStatus(boolean verbose) {
        return queueStatus(verbose, settings.requestTimeout());
    }

    /** As {@link #queueStatus(boolean)}, with a timeout. */
    public QueueStatus queueStatus(boolean verbose, Duration timeout) {
        return questions.status(verbose, timeout);
    }

    /** As {@link #queueStatus(boolean)}, without waiting. */
    public CompletableFuture<QueueStatus> queueStatusAsync(boolean verbose) {
        return waits.supply(() -> queueStatus(verbose));
    }

    /**
     * Calls a Java function for each element, on all engines, and waits for the results. {@link #mapper} has options.
     *
     * @return the results, in the order of the elements
     * @throws ElementFailedException as soon as the function has failed for an element
     * @throws UnsendableValueException if the function or an element cannot be sent
     */
    public <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
            StokerFunction<? super T, ? extends R> function, Iterable<? extends T> elements) {
        return mapper().map(function, elements);
    }

    /** Maps of Java functions, with options. */
    public Mapper mapper() {
        return new Mapper(this);
    }

    Waits waits() {
        return waits;
    }

    Questions questions() {
        return questions;
    }

    /**
     * How far a running task has come, as its code has told by {@link io.stoker.task.TaskContext#progress}. What it has
     * told arrives here within a second or two.
     *
     * @return empty if it has told nothing, does not run yet, or has ended
     * @throws UnknownTaskException if no task has this id
     */
    public Optional<TaskProgress> progress(long taskId) {
        return progress(taskId, settings.requestTimeout());
    }

    /** As {@link #progress(long)}, with a timeout. */
    public Optional<TaskProgress> progress(long taskId, Duration timeout) {
        return questions.progress(taskId, timeout);
    }

    /** As {@link #explain(long, ExplainMode)}, without the stack. */
    public Explanation explain(long taskId) {
        return explain(taskId, ExplainMode.WITHOUT_STACK);
    }

    /**
     * Why a task in any state stands where it does, and what became of its attempts; its {@code toString} is a text for
     * people. Of a task that was removed it says when and why. An engine that is silent delays it by a second.
     *
     * @throws UnknownTaskException if no task ever had this id
     */
    public Explanation explain(long taskId, ExplainMode mode) {
        return explain(taskId, mode, settings.requestTimeout());
    }

    /** As {@link #explain(long, ExplainMode)}, with a timeout. */
    public Explanation explain(long taskId, ExplainMode mode, Duration timeout) {
        return questions.explain(taskId, mode, timeout);
    }

    /** As {@link #explain(long, ExplainMode)}, without waiting. */
    public CompletableFuture<Explanation> explainAsync(long taskId, ExplainMode mode) {
        return waits.supply(() -> explain(taskId, mode));
    }

    /**
     * Finds tasks by labels, name, state, time, engine or who has submitted them. The stream asks the controller for
     * more while it is read; what happens meanwhile may be in it or not.
     */
    public Stream<TaskSummary> find(Query query) {
        return questions.finding().all(query);
    }

    /** The next {@code most} tasks, of 1,000 at most, behind {@link TaskPage#next()} of a page; null for the first. */
    public CompletableFuture<TaskPage> findPageAsync(Query query, @Nullable String after, int most) {
        return waits.supply(() -> questions.finding().page(query, after, most));
    }

    /** Whether another look at the queue has dispatched a task. The controller looks by itself after every change. */
    public boolean spin() {
        return spin(settings.requestTimeout());
    }

    /** As {@link #spin()}, with a timeout. */
    public boolean spin(Duration timeout) {
        return questions.spin(timeout);
    }
}
