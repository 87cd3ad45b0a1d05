package io.stoker.controller;

import io.stoker.ledger.Ledger;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.schedule.Alone;
import io.stoker.schedule.Assignment;
import io.stoker.schedule.Reclaim;
import io.stoker.schedule.Requirement;
import io.stoker.schedule.Schedule;
import io.stoker.schedule.Unmet;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineProperties;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells the schedule what the ledger knows of each task, and of engines. */
final class Dispatcher {
    private final Schedule schedule;
    private final Ledger ledger;

    /** Queues what waits in the ledger; engines follow when they register. */
    Dispatcher(Schedule schedule, Ledger ledger) {
        this.schedule = schedule;
        this.ledger = ledger;
        long tick = System.nanoTime();
        ledger.open().forEach(task -> set(task, tick));
    }

    /** Tells the schedule what has become of a task; telling it again changes nothing. */
    void set(long task, long tick) {
        OpenTask open = ledger.find(task);
        if (open == null) {
            schedule.setNothing(task, tick);
        } else {
            set(open, tick);
        }
    }

    private void set(OpenTask task, long tick) {
        OpenState state = task.state();
        if (task.isQueued()) {
            Requirement requirement = Requirement.of(task.current().options().depend(), alone(task));
            schedule.setQueued(task.id(), requirement, state.begun(), tick);
        } else {
            String engine = Objects.requireNonNull(state.held()).instance();
            schedule.setHeld(task.id(), engine, alone(task), state.state() == TaskState.RUNNING, tick);
        }
    }

    private static Alone alone(OpenTask task) {
        return task.runsAloneInItsJvm() ? Alone.IN_NODE : task.runsAlone() ? Alone.IN_ENGINE : Alone.NO;
    }

    /** Tells how a task's current attempt ended, before the ledger decides about it: engines are judged by that. */
    void ended(String instance, long task, AttemptResult result, long tick) {
        boolean aborted = Objects.requireNonNull(ledger.find(task)).state().abort();
        if (result.outcome() == Outcome.REJECTED) {
            schedule.rejected(instance, task, tick);
        } else if (!aborted) {
            schedule.ended(instance, task, tick, result.nanos(), result.outcome() == Outcome.FAILED);
        }
    }

    /**
     * The engine may be given tasks, and goes on with those that the ledger knows it to hold.
     *
     * @param node its JVM
     */
    void engineJoined(String instance, String node, EngineProperties properties, long tick) {
        if (!schedule.isHere(instance)) {
            schedule.engineJoined(instance, node, properties, tick);
        }
        ledger.heldBy(instance).forEach(task -> set(task, tick));
    }

    void engineChanged(String instance, EngineProperties properties) {
        if (schedule.isHere(instance)) {
            schedule.engineChanged(instance, properties, System.nanoTime());
        }
    }

    /** An engine that drains gets nothing until it says otherwise. */
    void draining(String instance, boolean draining) {
        if (schedule.isHere(instance)) {
            schedule.draining(instance, draining);
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

    /** Lets the schedule forget a task, as only a defect would. */
    void forget(long task) {
        schedule.setNothing(task, System.nanoTime());
    }

    @Nullable
    Assignment next(long tick) {
        Optional<Assignment> next = schedule.next(tick);
        return next.orElse(null);
    }

    /**
     * Tasks that no engine could have run for too long; so many at most. One that was suspended on an engine is not
     * among them while that engine may still report it.
     */
    List<Unmet> unmet(long tick, int most) {
        return schedule.unmet(tick, most, ledger::canExpire);
    }

    /** Why a queued task waits, for people; null if it is not queued. */
    @Nullable
    String explain(long task) {
        return schedule.explain(task, System.nanoTime());
    }

    /**
     * As {@link #explain(long)}, in several lines; none if it is not queued.
     *
     * @param names what an engine is called, by its instance
     */
    List<String> explain(long task, Function<String, String> names) {
        return schedule.explain(task, System.nanoTime(), names);
    }

    /** How long tasks on this engine last, in nanoseconds; negative if that is not known. */
    long usualNanos(String instance) {
        return schedule.usualNanos(instance);
    }

    List<Reclaim> overdue(long tick) {
        return schedule.overdue(tick);
    }
}
