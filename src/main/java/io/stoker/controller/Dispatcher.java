package io.stoker.controller;

import io.stoker.ledger.Event;
import io.stoker.ledger.Ledger;
import io.stoker.ledger.OpenTask;
import io.stoker.schedule.Assignment;
import io.stoker.schedule.Recall;
import io.stoker.schedule.Schedule;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the schedule what the ledger's events mean for it. */
final class Dispatcher {
    private final Schedule schedule;
    private final Ledger ledger;

    /** Queues what waits in the ledger; engines follow when they register. */
    Dispatcher(Schedule schedule, Ledger ledger) {
        this.schedule = schedule;
        this.ledger = ledger;
        ledger.open().stream().filter(OpenTask::isQueued).forEach(task -> schedule.offer(task.id(), task.runsAlone()));
    }

    /** To be called after the event was applied to the ledger. */
    void onEvent(Event event, long tick) {
        if (event instanceof Event.Accepted e) {
            for (int i = 0; i < e.specs().size(); i++) {
                schedule.offer(e.firstTask() + i, e.specs().get(i).options().atMostOnce());
            }
        } else if (event instanceof Event.Finished e) {
            onFinished(e.task(), tick);
        } else if (event instanceof Event.Requeued e) {
            onRequeued(e, tick);
        } else if (event instanceof Event.Started e) {
            onStarted(e.attempt().task(), tick);
        } else if (event instanceof Event.Recalled e) {
            offerFirst(e.attempt().task());
        } else if (event instanceof Event.Resumed e) {
            schedule.withdraw(e.attempt().task());
        } else if (event instanceof Event.AbortRequested e) {
            schedule.withdraw(e.task());
        }
    }

    private void onFinished(FinishedTask task, long tick) {
        schedule.withdraw(task.taskId());
        // How long an aborted task ran says nothing of how long the next one will.
        long nanos = task.state() == TaskState.ABORTED ? -1 : task.nanos();
        release(task.taskId(), tick, nanos, task.state() == TaskState.FAILED);
    }

    private void onStarted(long task, long tick) {
        String holder = schedule.holder(task);
        if (holder != null) {
            schedule.started(holder, task, tick);
        }
    }

    private void onRequeued(Event.Requeued e, long tick) {
        boolean failed = e.charge() == Event.Charge.RETRY || e.charge() == Event.Charge.RECOVERY;
        release(e.task(), tick, -1, failed);
        if (failed) {
            schedule.withdraw(e.task());
            schedule.offer(e.task(), alone(e.task()));
        } else {
            offerFirst(e.task());
        }
    }

    private void release(long task, long tick, long nanos, boolean failed) {
        String holder = schedule.holder(task);
        if (holder != null) {
            schedule.ended(holder, task, tick, nanos, failed);
        }
    }

    private void offerFirst(long task) {
        schedule.withdraw(task);
        schedule.offerFirst(task, alone(task));
    }

    private boolean alone(long task) {
        return Objects.requireNonNull(ledger.find(task)).runsAlone();
    }

    /** The engine may be given tasks, and goes on with those that the ledger knows it to hold. */
    void engineJoined(String instance, long tick) {
        if (!schedule.isHere(instance)) {
            schedule.engineJoined(instance);
        }
        for (long task : ledger.heldBy(instance)) {
            if (!schedule.isQueued(task) && !schedule.holds(instance, task)) {
                schedule.started(instance, task, tick);
            }
        }
    }

    void engineLeft(String instance) {
        schedule.engineLeft(instance);
    }

    /** An engine that is busy with what is no longer wanted gets nothing. */
    void paused(String instance, boolean paused) {
        if (schedule.isHere(instance)) {
            schedule.paused(instance, paused);
        }
    }

    @Nullable
    Assignment next(long tick) {
        Optional<Assignment> next = schedule.next(tick);
        return next.orElse(null);
    }

    List<Recall> overdue(long tick) {
        return schedule.overdue(tick);
    }
}
