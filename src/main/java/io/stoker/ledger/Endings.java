package io.stoker.ledger;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptResult;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Origin;
import io.stoker.task.Outcome;
import io.stoker.task.ResultBodyCodec;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskState;
import io.stoker.task.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events by which attempts and tasks end. */
final class Endings {
    private static final int LONGEST_EVIDENCE = 500;

    private Endings() {}

    /** The engine gave it back unstarted: it is queued again, or ends if its abort was asked for. */
    static Event givenBack(OpenTask task, Now now) {
        if (task.state().abort()) {
            return aborted(task, null, now);
        }
        return new Event.Requeued(task.id(), null, Event.Charge.NONE);
    }

    /** The attempt has ended, and there will be another one. */
    static Event again(OpenTask task, AttemptResult result, Event.Charge charge, Now now) {
        return new Event.Requeued(task.id(), attempt(task, result.outcome(), now, evidence(result)), charge);
    }

    /** No engine could run it for too long. */
    static Event unmet(OpenTask task, String reason, Now now) {
        Failure failure = Failure.of(Failure.Kind.UNMET_DEPENDENCY, "TaskTimeout", reason);
        return ended(task, TaskState.TIMED_OUT, failure, task.state().history(), now);
    }

    static Event lost(OpenTask task, Event.Charge charge, String evidence, Now now) {
        return new Event.Requeued(task.id(), attempt(task, Outcome.LOST, now, evidence), charge);
    }

    /** Whether an attempt with this end leaves nothing for a recovery to do: what was wanted is done, or unwanted. */
    static boolean isFinal(Outcome outcome) {
        return outcome == Outcome.SUCCEEDED || outcome == Outcome.ABORTED;
    }

    /** The task ends as its attempt did. */
    static Event finished(OpenTask task, AttemptResult result, Now now) {
        TaskState state = switch (result.outcome()) {
            case SUCCEEDED -> TaskState.SUCCEEDED;
            case TIMED_OUT -> TaskState.TIMED_OUT;
            case ABORTED -> TaskState.ABORTED;
            case FAILED, LOST, REJECTED -> TaskState.FAILED;
        };
        FinishedTask end = new FinishedTask(
                task.id(),
                state,
                engineId(task),
                task.submitted(),
                started(task, now),
                ended(task, now),
                result.nanos(),
                result.body(),
                result.values(),
                attempts(task, attempt(task, result.outcome(), now, evidence(result))),
                null);
        return finished(task, end, result.error());
    }

    private static Event finished(OpenTask task, FinishedTask end, @Nullable String error) {
        long large = end.values().stream().mapToLong(StoredValue::size).sum();
        long bytes = task.size() + end.size() + large;
        return new Event.Finished(end.with(task.cut() == 0 ? Origin.of(task.spec()) : null), bytes, error);
    }

    /**
     * The task ends as aborted.
     *
     * @param result what its engine reported, which is thrown away; null if it reported nothing
     */
    static Event aborted(OpenTask task, @Nullable AttemptResult result, Now now) {
        boolean ran = result != null || task.state().state() == TaskState.RUNNING;
        String message = ran ? "aborted while it ran" : "aborted before it started";
        Failure failure = Failure.of(Failure.Kind.INTERRUPTED, "TaskAborted", message);
        List<Attempt> attempts = task.state().held() == null
                ? task.state().history()
                : attempts(task, attempt(task, Outcome.ABORTED, now, message));
        return ended(task, TaskState.ABORTED, failure, ran ? started(task, now) : 0, attempts, now);
    }

    /** The task fails because of the engines that were lost, the last one with its current attempt if it has one. */
    static Event failedByLoss(OpenTask task, List<Attempt> attempts, Failure failure, Now now) {
        return ended(task, TaskState.FAILED, failure, attempts, now);
    }

    static Attempt attempt(OpenTask task, Outcome outcome, Now now, @Nullable String evidence) {
        OpenState.Held held = task.state().held();
        if (held == null) {
            throw new IllegalStateException("task " + task.id() + " is on no engine");
        }
        return new Attempt(
                task.state().attempt(), held.engineId(), outcome, held.dispatched(), ended(task, now), evidence);
    }

    /** When a task or its attempt ends now: never before it began, whatever somebody has done to the clock. */
    private static long ended(OpenTask task, Now now) {
        OpenState.Held held = task.state().held();
        long began = held == null ? 0 : Math.max(held.dispatched(), held.started());
        return Math.max(now.millis(), Math.max(task.submitted(), began));
    }

    /** The attempts so far, with this one if there is one more. */
    static List<Attempt> attempts(OpenTask task, @Nullable Attempt last) {
        List<Attempt> all = new ArrayList<>(task.state().history());
        if (last != null) {
            all.add(last);
        }
        return List.copyOf(all);
    }

    private static Event ended(OpenTask task, TaskState state, Failure failure, List<Attempt> attempts, Now now) {
        OpenState.Held held = task.state().held();
        return ended(task, state, failure, held == null ? 0 : held.started(), attempts, now);
    }

    private static Event ended(
            OpenTask task, TaskState state, Failure failure, long started, List<Attempt> attempts, Now now) {
        FinishedTask end = new FinishedTask(
                task.id(),
                state,
                engineId(task),
                task.submitted(),
                started,
                ended(task, now),
                0,
                ResultBodyCodec.failed(failure),
                List.of(),
                attempts,
                null);
        return finished(task, end, failure.summary());
    }

    private static int engineId(OpenTask task) {
        OpenState.Held held = task.state().held();
        if (held != null) {
            return held.engineId();
        }
        List<Attempt> history = task.state().history();
        return history.isEmpty() ? -1 : history.get(history.size() - 1).engineId();
    }

    /** Short attempts are reported together with their start, which the ledger then has not seen. */
    private static long started(OpenTask task, Now now) {
        OpenState.Held held = task.state().held();
        return held == null
                ? 0
                : held.started() == 0 ? Math.min(ended(task, now), Math.max(held.dispatched(), 1)) : held.started();
    }

    private static @Nullable String evidence(AttemptResult result) {
        return result.error() == null ? null : Utf8.head(result.error(), LONGEST_EVIDENCE);
    }
}
