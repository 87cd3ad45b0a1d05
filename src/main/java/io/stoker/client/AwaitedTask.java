package io.stoker.client;

import io.stoker.task.FinishedTask;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A task that is submitted to hear of its end: one command, whose answers are the task's id and, later, its end, which
 * is not asked for. Thread-safe.
 */
final class AwaitedTask implements SubmissionFuture.Listener {
    private static final long UNKNOWN = -1;

    private final Results results;
    private final CompletableFuture<FinishedTask> end = new CompletableFuture<>();
    private final Submission submission;
    private volatile long id = UNKNOWN;

    /** @param submit submits the task, with this to hear of its id */
    AwaitedTask(Results results, Function<SubmissionFuture.Listener, Submission> submit) {
        this.results = results;
        this.submission = submit.apply(this);
        var unused = submission.ids().whenComplete((accepted, failure) -> {
            if (failure != null) {
                end.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void accepted(int index, long task) {
        id = task;
        results.expect(task, end);
    }

    /** The task on its way into the ledger. */
    Submission submission() {
        return submission;
    }

    /** Also fails if the task is not accepted. */
    CompletableFuture<FinishedTask> end() {
        return end;
    }

    /** The task's id, when it is accepted. */
    OptionalLong id() {
        return id == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(id);
    }

    /** Nobody waits for it any more. */
    void forget() {
        submission.forget();
        id().ifPresent(task -> results.forget(task, end));
    }
}
