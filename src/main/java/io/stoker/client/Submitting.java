package io.stoker.client;

import io.stoker.task.Arguments;
import io.stoker.task.Durations;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Submits tasks, when there is room for them, and waits until they are in the ledger. */
final class Submitting {
    private final ClientSession clientSession;
    private final Waits waits;
    private final Backlog backlog;
    private final ClientSettings settings;

    Submitting(ClientSession clientSession, Waits waits, Backlog backlog, ClientSettings settings) {
        this.clientSession = clientSession;
        this.waits = waits;
        this.backlog = backlog;
        this.settings = settings;
    }

    /** The ids of the tasks, when all are accepted; the time that large values take to the store does not count. */
    long[] ids(Collection<Task> tasks) {
        awaitRoom(settings.requestTimeout());
        Submission submission = submit(tasks);
        try {
            waits.get(submission.stored());
            return await(submission, settings.requestTimeout(), settings.requestTimeout());
        } finally {
            submission.forget();
        }
    }

    /** The ids of the tasks, when all are accepted within this time. */
    long[] ids(Collection<Task> tasks, Duration timeout) {
        long start = System.nanoTime();
        awaitRoom(Durations.require(timeout, "run"));
        Submission submission = submit(tasks);
        try {
            return await(submission, Durations.left(timeout, System.nanoTime() - start), timeout);
        } finally {
            submission.forget();
        }
    }

    /** As the other one, of retries as the ledger has their tasks, which had no others before this id. */
    long[] idsAgain(List<TaskSpec> specs, long retriesSeen, Duration timeout) {
        long start = System.nanoTime();
        awaitRoom(timeout);
        Submission submission = Submission.again(
                clientSession,
                backlog,
                specs,
                () -> waits.patience(settings.requestTimeout()),
                Terms.unlessRetried(retriesSeen));
        try {
            return await(submission, Durations.left(timeout, System.nanoTime() - start), timeout);
        } finally {
            submission.forget();
        }
    }

    /** Whoever cancels it lets go of the tasks, and of their values that are on their way. */
    <T> CompletableFuture<T> idsAsync(Collection<Task> tasks, Function<long[], T> result) {
        StokerException full = lackOfRoom();
        if (full != null) {
            return CompletableFuture.failedFuture(full);
        }
        return idsAsync(submit(tasks), result);
    }

    /**
     * As the other one, of tasks that are submitted once, whoever does it.
     *
     * @param terms with their id
     */
    CompletableFuture<long[]> idsOnce(List<Task> tasks, Terms terms) {
        StokerException full = lackOfRoom();
        if (full != null) {
            return CompletableFuture.failedFuture(full);
        }
        Submission submission = new Submission(
                clientSession,
                backlog,
                tasks,
                settings.limit(),
                () -> waits.patience(settings.requestTimeout()),
                SubmissionFuture.Listener.NONE,
                terms);
        return idsAsync(submission, ids -> ids);
    }

    private <T> CompletableFuture<T> idsAsync(Submission submission, Function<long[], T> result) {
        Duration timeout = settings.requestTimeout();
        return waits.forUser(
                submission
                        .stored()
                        .thenCompose(done -> waits.limited(submission.ids(), timeout, () -> submission.late(timeout)))
                        .thenApply(result),
                submission::forget);
    }

    /** @param asked the time that the caller gave, of which {@code left} is left */
    private long[] await(Submission submission, Duration left, Duration asked) {
        return waits.get(submission.ids(), left, () -> submission.late(asked));
    }

    /** Waits until more may be submitted. */
    void awaitRoom(Duration timeout) {
        backlog.awaitRoom(waits, timeout, clientSession.commands()::trouble);
    }

    /**
     * Waits as a call that returns a future may, until more may be submitted.
     *
     * @return why nothing may be; null if it may
     */
    @Nullable
    StokerException lackOfRoom() {
        try {
            awaitRoom(waits.isCallback() ? Duration.ZERO : settings.asyncWait());
            return null;
        } catch (StokerException e) {
            return e;
        }
    }

    /** Submits a task to hear of its end. */
    AwaitedTask awaited(Task task) {
        List<Task> one = List.of(task(Arguments.given(task, "a task is needed, not null")));
        long began = System.nanoTime();
        AwaitedTask awaited = new AwaitedTask(
                clientSession.results(),
                ends -> new Submission(
                        clientSession,
                        backlog,
                        one,
                        settings.limit(),
                        () -> waits.patience(settings.requestTimeout()),
                        ends));
        clientSession.tally().timed(began, awaited.end());
        return awaited;
    }

    private Submission submit(Collection<Task> tasks) {
        List<Task> checked = new ArrayList<>();
        for (Object task : Arguments.given(tasks, "runAll needs tasks")) {
            checked.add(task(task));
        }
        return new Submission(
                clientSession, backlog, checked, settings.limit(), () -> waits.patience(settings.requestTimeout()));
    }

    /** Checks the type, because callers in dynamically typed languages may pass other objects. */
    private static Task task(Object task) {
        if (!(Arguments.given(task, "run needs a task") instanceof Task one)) {
            throw new IllegalArgumentException(
                    "run needs a task, not a " + task.getClass().getTypeName());
        }
        return one;
    }
}
