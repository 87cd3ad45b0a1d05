package io.stoker.controller;

import io.stoker.ledger.Command;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Sees to it that every unfinished task has an owner and a next event: the schedule, which will hand it out, or an
 * engine, which is asked each second what it holds ({@link HeartbeatReconciler}). Where neither has it something is
 * wrong with this controller; the task is named, and brought back. It looks at some tasks at a time, so that many cost
 * no pause.
 */
final class Watchdog {
    /** A look at an id of which there is no unfinished task costs next to nothing, and most may be such. */
    private static final int IDS_AT_ONCE = 50_000;

    private static final int TASKS_AT_ONCE = 5_000;

    private final Logger log;
    private final CommitPipeline pipeline;
    private final Predicate<String> present;
    private long next;
    /** Where this round ends: what is accepted meanwhile is for the next one. */
    private long end;

    /** @param present whether an engine of this instance is on the roster */
    Watchdog(Logger log, CommitPipeline pipeline, Predicate<String> present) {
        this.log = log;
        this.pipeline = pipeline;
        this.present = present;
    }

    /** Looks at the next tasks; when it has seen all, it begins again. */
    void look() {
        if (next >= end) {
            OpenTask oldest = pipeline.ledger().oldest();
            end = pipeline.ledger().nextTask();
            next = oldest == null ? end : oldest.id();
        }
        int tasks = 0;
        for (long last = Math.min(end, next + IDS_AT_ONCE); next < last && tasks < TASKS_AT_ONCE; next++) {
            OpenTask task = pipeline.ledger().find(next);
            if (task != null) {
                tasks++;
                look(task);
            }
        }
    }

    private void look(OpenTask task) {
        String trouble = trouble(task);
        if (trouble != null) {
            log.error("task {} would have waited forever: {}; it is scheduled again", task.id(), trouble);
            bringBack(task);
        }
    }

    private @Nullable String trouble(OpenTask task) {
        Dispatcher dispatcher = pipeline.dispatcher();
        OpenState.Held held = task.state().held();
        if (task.isQueued() && !dispatcher.isQueued(task.id())) {
            return "it is queued, but the schedule does not have it";
        }
        if (held == null) {
            return null;
        }
        String instance = held.instance();
        if (!present.test(instance)) {
            return pipeline.ledger().isUnclaimed(instance)
                    ? null
                    : "engine " + held.engineId() + " (" + instance + ") held it, but is no longer known";
        }
        boolean lost = dispatcher.isHere(instance) && !task.isQueued() && !dispatcher.holds(instance, task.id());
        return lost ? "engine " + held.engineId() + " holds it, but the schedule does not know that" : null;
    }

    private void bringBack(OpenTask task) {
        OpenState.Held held = task.state().held();
        if (task.isQueued() || held == null || present.test(held.instance())) {
            pipeline.dispatcher().set(task.id(), System.nanoTime());
        } else {
            pipeline.decide(new Command.EnginesDied(Set.of(held.instance()), false, "its engine is no longer known"));
        }
    }
}
