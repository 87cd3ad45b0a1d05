package io.stoker.client;

import io.stoker.task.Durations;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskResult;
import io.stoker.task.UnfinishedException;
import io.stoker.task.ValueDecoder;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.values.FreeHeap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for the ends of tasks, and fetches what they brought. */
final class Awaiting {
    private static final int MOST_RUNS_SHOWN = 10;
    /** As often as a person can see. */
    private static final Duration TELL_EVERY = Duration.ofMillis(100);

    private final ClientSession clientSession;
    private final Waits waits;
    private final Asking asking;
    private final WholeResults whole;
    private final Duration requestTimeout;

    Awaiting(ClientSession clientSession, Waits waits, Asking asking, Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
        this.clientSession = clientSession;
        this.waits = waits;
        this.asking = asking;
        this.whole = new WholeResults(clientSession.values(), waits, FreeHeap.ofThisJvm());
    }

    /** @param timeout null for as long as it takes */
    TaskResult result(long taskId, @Nullable Duration timeout) {
        CompletableFuture<FinishedTask> end = end(taskId);
        CompletableFuture<TaskResult> wanted = whole.of(end);
        try {
            return waits.get(wanted, timeout, () -> late(taskId, timeout));
        } finally {
            forget(taskId, end, wanted);
        }
    }

    CompletableFuture<TaskResult> result(long taskId) {
        CompletableFuture<FinishedTask> end = end(taskId);
        CompletableFuture<TaskResult> wanted = whole.of(end);
        return waits.forUser(wanted, () -> forget(taskId, end, wanted));
    }

    /** The result of a task that was submitted to hear of it; without a limit once it is accepted. */
    TaskResult result(AwaitedTask awaited) {
        limitAcceptance(awaited);
        return result(awaited, null, requestTimeout);
    }

    /**
     * The result of a task that was submitted to hear of it.
     *
     * @param left how long to wait for it; null for as long as it takes
     * @param asked the time that the caller gave, of which this is left
     */
    TaskResult result(AwaitedTask awaited, @Nullable Duration left, Duration asked) {
        CompletableFuture<TaskResult> wanted = whole.of(awaited.end());
        try {
            return waits.get(
                    wanted,
                    left,
                    () -> awaited.id().isEmpty()
                            ? awaited.submission().late(asked)
                            : late(awaited.id().getAsLong(), asked));
        } finally {
            awaited.forget();
            wanted.cancel(false);
        }
    }

    /** As {@link #result(AwaitedTask)}, without waiting. */
    CompletableFuture<TaskResult> resultAsync(AwaitedTask awaited, ValueDecoder decoder) {
        limitAcceptance(awaited);
        CompletableFuture<TaskResult> wanted = whole.of(awaited.end(), decoder);
        return waits.forUser(wanted, () -> {
            awaited.forget();
            wanted.cancel(false);
        });
    }

    /** It fails if it is not accepted in time; the time that large values take to the store does not count. */
    private void limitAcceptance(AwaitedTask awaited) {
        Submission submission = awaited.submission();
        Runnable limit = () -> clientSession
                .deadlines()
                .add(
                        submission.ids(),
                        awaited.end(),
                        requestTimeout,
                        System.nanoTime(),
                        () -> waits.timedOut(() -> submission.late(requestTimeout)));
        if (submission.stored().isDone()) {
            limit.run();
        } else {
            var unused = submission.stored().thenRun(limit);
        }
    }

    private String late(long taskId, @Nullable Duration timeout) {
        return "task " + taskId + " has not ended within " + text(timeout) + asking.note(taskId);
    }

    private CompletableFuture<FinishedTask> end(long taskId) {
        CompletableFuture<FinishedTask> end = clientSession.results().await(taskId, false);
        clientSession.wake();
        return end;
    }

    private void forget(long taskId, CompletableFuture<FinishedTask> end, CompletableFuture<TaskResult> wanted) {
        clientSession.results().forget(taskId, end);
        wanted.cancel(false);
    }

    /** @param timeout null for as long as it takes */
    List<TaskResult> results(@Nullable Duration timeout, long... taskIds) {
        long start = System.nanoTime();
        List<FinishedTask> tasks = await(ends(false, taskIds), timeout);
        Duration rest = timeout == null ? null : Durations.left(timeout, System.nanoTime() - start);
        List<TaskResult> results = new ArrayList<>();
        for (FinishedTask task : tasks) {
            results.add(fetched(task, rest, timeout));
        }
        return results;
    }

    CompletableFuture<List<TaskResult>> results(long... taskIds) {
        Ends ends = ends(false, taskIds);
        return waits.forUser(
                ends.all()
                        .thenCompose(tasks -> waits.supply(() -> tasks.stream()
                                .map(task -> fetched(task, null, null))
                                .toList())),
                ends::forget);
    }

    Optional<TaskResult> peek(long taskId, Duration timeout) {
        FinishedTask finished = asking.task(taskId, timeout).finished();
        return finished == null ? Optional.empty() : Optional.of(fetched(finished, timeout, timeout));
    }

    /**
     * One after the other, so that no more than one needs room for its values.
     *
     * @param left how long to wait for it; null for as long as it takes
     * @param asked the time that the caller gave, of which this is left
     */
    private TaskResult fetched(FinishedTask task, @Nullable Duration left, @Nullable Duration asked) {
        CompletableFuture<TaskResult> wanted = whole.of(CompletableFuture.completedFuture(task));
        try {
            return waits.get(
                    wanted,
                    left,
                    () -> "the values of task " + task.taskId() + " have not arrived within " + text(asked));
        } finally {
            wanted.cancel(false);
        }
    }

    /** @param timeout null for as long as it takes */
    void barrier(@Nullable Duration timeout, long... taskIds) {
        await(ends(true, taskIds), timeout);
    }

    /** Tells the listener how far it is, on this thread. */
    void barrier(ProgressListener listener, long... taskIds) {
        Ends ends = ends(true, taskIds);
        Ends.Tally tally = ends.tally();
        long began = System.nanoTime();
        CompletableFuture<List<FinishedTask>> all = ends.all();
        try {
            do {
                listener.progress(tally.after(System.nanoTime() - began));
            } while (!waits.endsWithin(all, TELL_EVERY));
            List<FinishedTask> ended = waits.get(all);
            listener.progress(Ends.Tally.of(ended).after(System.nanoTime() - began)); // the other one may lag behind
        } finally {
            listener.end();
            ends.forget();
        }
    }

    CompletableFuture<Void> barrier(long... taskIds) {
        Ends ends = ends(true, taskIds);
        return waits.forUser(ends.all().thenAccept(tasks -> {}), ends::forget);
    }

    private List<FinishedTask> await(Ends ends, @Nullable Duration timeout) {
        CompletableFuture<List<FinishedTask>> all = ends.all();
        try {
            return waits.get(all, timeout, () -> late(ends.missing(), timeout));
        } catch (WaitTimeoutException e) {
            if (all.isDone()) {
                return waits.get(all); // it ended while the time was up
            }
            throw new UnfinishedException(String.valueOf(e.getMessage()), ends.missing());
        } finally {
            ends.forget();
        }
    }

    private static String late(long[] missing, @Nullable Duration timeout) {
        String which = Ids.runs(missing).stream()
                .findFirst()
                .map(runs -> ": " + Ids.text(runs, MOST_RUNS_SHOWN))
                .orElse("");
        return missing.length + (missing.length == 1 ? " task has" : " tasks have") + " not ended within "
                + text(timeout) + which;
    }

    private Ends ends(boolean briefly, long... taskIds) {
        Ends ends = Ends.of(clientSession.results(), briefly, taskIds);
        clientSession.wake();
        return ends;
    }

    private static String text(@Nullable Duration timeout) {
        return timeout == null ? "any time" : Durations.text(timeout);
    }
}
