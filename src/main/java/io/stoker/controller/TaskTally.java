package io.stoker.controller;

import io.stoker.ledger.Event;
import io.stoker.ledger.OpenTask;
import io.stoker.task.Attempt;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import java.util.List;

/** Tells the metrics what has become of tasks. */
final class TaskTally {
    private final ControllerMetrics metrics;

    TaskTally(ControllerMetrics metrics) {
        this.metrics = metrics;
    }

    /** An event was applied. */
    void add(Event event) {
        if (event instanceof Event.Finished e) {
            finished(e.task());
        } else if (event instanceof Event.Accepted e) {
            metrics.accepted(e.specs().size());
        } else if (event instanceof Event.Requeued e && e.ended() != null) {
            requeued(e.ended().outcome(), e.charge());
        }
    }

    private void finished(FinishedTask task) {
        List<Attempt> attempts = task.attempts();
        if (!attempts.isEmpty()) {
            Attempt last = attempts.get(attempts.size() - 1);
            // One that ended before the task did was told of then.
            if (last.outcome() == Outcome.LOST && last.ended() == task.completed()) {
                metrics.attemptLost();
            }
        }
        metrics.finished(task.state(), task.nanos());
    }

    private void requeued(Outcome outcome, Event.Charge charge) {
        if (outcome == Outcome.LOST) {
            metrics.attemptLost();
        }
        if (charge == Event.Charge.RECOVERY) {
            metrics.ranAgain(ControllerMetrics.Again.RECOVERY);
        } else if (outcome == Outcome.LOST) {
            metrics.ranAgain(ControllerMetrics.Again.LOST);
        } else if (outcome == Outcome.REJECTED) {
            metrics.ranAgain(ControllerMetrics.Again.REJECTED);
        } else {
            metrics.ranAgain(ControllerMetrics.Again.RETRY);
        }
    }

    /** A task was assigned to an engine; if it still had an attempt on another one, that is given up. */
    void assigned(OpenTask before, OpenTask after) {
        if (before.state().held() != null) {
            metrics.attemptLost();
            metrics.ranAgain(ControllerMetrics.Again.LOST);
        }
        if (after.state().attempt() == 1 && after.state().held() != null) {
            metrics.dispatched(after.state().held().dispatched() - after.submitted());
        }
    }
}
