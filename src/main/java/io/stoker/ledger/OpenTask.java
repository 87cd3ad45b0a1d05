package io.stoker.ledger;

import io.stoker.task.AttemptId;
import io.stoker.task.TaskSpec;
import java.util.Objects;

/**
 * An unfinished task.
 *
 * @param id its id
 * @param spec what it is to do, or the outline of that
 * @param cut how many bytes the outline is shorter; 0 if nothing was left out
 * @param submitted when it was accepted, in epoch milliseconds
 * @param state what has become of it so far
 */
public record OpenTask(long id, TaskSpec spec, int cut, long submitted, OpenState state) {
    /** Of a larger one that is in a database, the outline is kept in memory. */
    public static final int KEPT_WHOLE = 1024;

    /** About what is kept in memory of any task beside its spec. */
    private static final long OVERHEAD = 400;
    /** And of any label beside its text. */
    private static final long LABEL = 100;

    /** A task of which nothing was left out. */
    public OpenTask(long id, TaskSpec spec, long submitted, OpenState state) {
        this(id, spec, 0, submitted, state);
    }

    /** Its outline, or this if that would not be worth it. */
    public OpenTask outlined() {
        if (cut > 0 || spec.size() <= KEPT_WHOLE) {
            return this;
        }
        TaskSpec outline = spec.outline();
        return new OpenTask(id, outline, spec.size() - outline.size(), submitted, state);
    }

    /** This with the spec that it is an outline of. */
    public OpenTask whole(TaskSpec whole) {
        return new OpenTask(id, whole, 0, submitted, state);
    }

    /** About how many bytes its whole spec takes. */
    public int size() {
        return spec.size() + cut;
    }

    /** About how many bytes of memory it takes. */
    long footprint() {
        return OVERHEAD + spec.size() + LABEL * spec.options().labels().size();
    }

    /** This task, of which something has become. */
    public OpenTask with(OpenState next) {
        return new OpenTask(id, spec, cut, submitted, next);
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

    /** Whether it waits for an engine, a suspended one included. */
    public boolean isQueued() {
        return state.held() == null || state.suspended();
    }

    /** Whether it may share an engine with no other task. */
    public boolean runsAlone() {
        return current().options().atMostOnce() || state.exclusive() || state.suspect();
    }

    /** Whether it may share a JVM with no other task, whatever their engines: if that ends, it alone is to blame. */
    public boolean runsAloneInItsJvm() {
        return state.suspect();
    }

    /** Its current attempt. */
    public AttemptId attempt() {
        return new AttemptId(id, state.attempt());
    }

    /** Whether this attempt was given up on this engine, and may still run there. */
    boolean isSuperseded(AttemptId attempt, String instance) {
        return attempt.task() == id
                && state.superseded().contains(new OpenState.Superseded(attempt.number(), instance));
    }

    /** Whether its current attempt is on this engine. */
    public boolean isHeldBy(String instance) {
        return state.held() != null && state.held().instance().equals(instance);
    }
}
