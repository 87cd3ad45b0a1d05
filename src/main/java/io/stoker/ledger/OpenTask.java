package io.stoker.ledger;

import io.stoker.task.AttemptId;
import io.stoker.task.TaskSpec;
import java.util.Objects;

/**
 * An unfinished task.
 *
 * @param id its id
 * @param spec what it is to do
 * @param submitted when it was accepted, in epoch milliseconds
 * @param state what has become of it so far
 */
public record OpenTask(long id, TaskSpec spec, long submitted, OpenState state) {

    /** This task, of which something has become. */
    public OpenTask with(OpenState next) {
        return new OpenTask(id, spec, submitted, next);
    }

    /** What is to be run now: the task itself, or the recovery that has taken its place. */
    public TaskSpec current() {
        TaskSpec current = spec;
        for (int i = 0; i < state.stage(); i++) {
            current = Objects.requireNonNull(current.options().recovery());
        }
        return current;
    }

    /** Whether something takes its place when it has failed for good. */
    boolean hasRecovery() {
        return current().options().recovery() != null;
    }

    /** Whether it waits for an engine, a recalled one included. */
    public boolean isQueued() {
        return state.held() == null || state.recalled();
    }

    /** Whether it may share an engine with no other task. */
    public boolean runsAlone() {
        return current().options().atMostOnce() || state.alone();
    }

    /** Its current attempt. */
    public AttemptId attempt() {
        return new AttemptId(id, state.attempt());
    }

    /** Whether its current attempt is on this engine. */
    public boolean isHeldBy(String instance) {
        return state.held() != null && state.held().instance().equals(instance);
    }
}
