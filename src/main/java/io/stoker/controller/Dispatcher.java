package io.stoker.controller;

import io.stoker.ledger.Event;
import io.stoker.ledger.Ledger;
import io.stoker.ledger.OpenTask;
import io.stoker.schedule.Assignment;
import io.stoker.schedule.Recall;
import io.stoker.schedule.Requirement;
import io.stoker.schedule.Schedule;
import io.stoker.schedule.Unmet;
import io.stoker.task.EngineProperties;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.TaskOptions;
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
        long tick = System.nanoTime();
        ledger.open().stream()
                .filter(OpenTask::isQueued)
                .forEach(task -> schedule.offer(task.id(), requirement(task), tick));
    }

    /** To be called after the event was applied to the ledger. */
    void onEvent(Event event, long tick) {
        if (event instanceof Event.Accepted e) {
            for (int i = 0; i < e.specs().size(); i++) {
                TaskOptions options = e.specs().get(i).options();
                schedule.offer(e.firstTask() + i, Requirement.of(options.depend(), options.atMostOnce()), tick);
            }
        } else if (event instanceof Event.Finished e) {
            onFinished(e.task(), tick);
        } else if (event instanceof Event.Requeued e) {
            onRequeued(e, tick);
        } else if (event instanceof Event.Started e) {
            onStarted(e.attempt().task(), tick);
        } else if (event instanceof Event.Recalled e) {
            offerFirst(e.attempt().task(), tick);
        } else if (event instanceof Event.Resumed e) {
            schedule.withdraw(e.attempt().task());
        } else if (event instanceof Event.AbortRequested e) {
            schedule.withdraw(e.task());
        } else if (event instanceof Event.LossCharged e) {
            requireAlone(e.attempt().task());
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
        boolean anew = e.charge() == Event.Charge.RETRY || e.charge() == Event.Charge.RECOVERY;
        Outcome outcome = e.ended() == null ? null : e.ended().outcome();
        String holder = schedule.holder(e.task());
        if (holder != null && outcome == Outcome.REJECTED && !anew) {
            schedule.rejected(holder, e.task(), tick);
        } else {
            release(e.task(), tick, -1, outcome == Outcome.FAILED);
        }
        if (anew) {
            schedule.withdraw(e.task());
            schedule.offer(e.task(), requirement(e.task()), tick);
        } else {
            offerFirst(e.task(), tick);
        }
    }

    /** No engine holds the task any more. */
    void release(long task, long tick, long nanos, boolean failed) {
        String holder = schedule.holder(task);
        if (holder != null) {
            schedule.ended(holder, task, tick, nanos, failed);
        }
    }

    private void offerFirst(long task, long tick) {
        schedule.withdraw(task);
        schedule.offerFirst(task, requirement(task), tick);
    }

    /** Tells the schedule if the task may share an engine no longer. */
    private void requireAlone(long task) {
        OpenTask open = ledger.find(task);
        if (open != null && open.runsAlone()) {
            schedule.requireAlone(task);
        }
    }

    private Requirement requirement(long task) {
        return requirement(Objects.requireNonNull(ledger.find(task)));
    }

    private static Requirement requirement(OpenTask task) {
        return Requirement.of(task.current().options().depend(), task.runsAlone());
    }

    /** The engine may be given tasks, and goes on with those that the ledger knows it to hold. */
    void engineJoined(String instance, EngineProperties properties, long tick) {
        if (!schedule.isHere(instance)) {
            schedule.engineJoined(instance, properties, tick);
        }
        for (long task : ledger.heldBy(instance)) {
            if (!schedule.isQueued(task) && !schedule.holds(instance, task)) {
                brought(instance, task, tick);
            }
        }
    }

    void engineChanged(String instance, EngineProperties properties) {
        if (schedule.isHere(instance)) {
            schedule.engineChanged(instance, properties, System.nanoTime());
        }
    }

    void engineLeft(String instance) {
        schedule.engineLeft(instance, System.nanoTime());
    }

    /** An engine that is busy with what is no longer wanted gets nothing. */
    void paused(String instance, boolean paused) {
        if (schedule.isHere(instance)) {
            schedule.paused(instance, paused);
        }
    }

    /** Whether the schedule will hand the task out. */
    boolean isQueued(long task) {
        return schedule.isQueued(task);
    }

    /** Whether the schedule counts on the engine. */
    boolean isHere(String instance) {
        return schedule.isHere(instance);
    }

    /** Whether the schedule knows the engine to hold the task. */
    boolean holds(String instance, long task) {
        return schedule.holds(instance, task);
    }

    /** Takes a task out of the schedule's queue. */
    void withdraw(long task) {
        schedule.withdraw(task);
    }

    /** Queues a task that has fallen out of the schedule, whatever that thinks of it. */
    void offerAgain(long task) {
        long tick = System.nanoTime();
        release(task, tick, -1, false);
        offerFirst(task, tick);
    }

    /** Lets the schedule know what the engine holds. */
    void resume(String instance, long task) {
        long tick = System.nanoTime();
        release(task, tick, -1, false);
        schedule.withdraw(task);
        brought(instance, task, tick);
    }

    private void brought(String instance, long task, long tick) {
        schedule.started(instance, task, tick);
        requireAlone(task);
    }

    @Nullable
    Assignment next(long tick) {
        Optional<Assignment> next = schedule.next(tick);
        return next.orElse(null);
    }

    /** Tasks that no engine could have run for too long; so many at most. */
    List<Unmet> unmet(long tick, int most) {
        return schedule.unmet(tick, most);
    }

    /** Why a queued task waits, for people; null if it is not queued. */
    @Nullable
    String explain(long task) {
        return schedule.explain(task, System.nanoTime());
    }

    List<Recall> overdue(long tick) {
        return schedule.overdue(tick);
    }
}
