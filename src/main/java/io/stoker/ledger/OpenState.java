package io.stoker.ledger;

import io.stoker.task.Attempt;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger remembers of an unfinished task beside its spec; immutable, and shared by all that are fresh.
 *
 * @param state QUEUED, ASSIGNED or RUNNING
 * @param attempt the current attempt's number; 0 before the first
 * @param held where the current attempt is; null while there is none
 * @param suspended whether the engine of the current attempt is suspected and the task is queued again
 * @param retriesUsed retries used up by failures
 * @param losses confirmed deaths of engines for which nothing else but this task can be to blame
 * @param exclusive whether it was on an engine that died: from then on it shares an engine with nobody
 * @param abort whether it ends as aborted when its engine answers
 * @param stage how many recoveries have taken the task's place: 0 for the task itself
 * @param history attempts that have ended, oldest first
 * @param superseded attempts that may have started and were given up while their engine was suspected, of which nothing
 *     final is known
 * @param begun whether an attempt of what is to be run now was dispatched: when it is queued again, it goes before all
 *     that were not. A retry and a recovery begin anew
 * @param suspect whether it may have run on an engine that died: from then on it shares a JVM with nobody, so that the
 *     culprit is found
 */
public record OpenState(
        TaskState state,
        int attempt,
        @Nullable Held held,
        boolean suspended,
        int retriesUsed,
        int losses,
        boolean exclusive,
        boolean abort,
        int stage,
        List<Attempt> history,
        List<Superseded> superseded,
        boolean begun,
        boolean suspect) {

    private static final int MOST_REMEMBERED = 50;

    /** The state of a task that was just accepted. */
    public static final OpenState FRESH =
            new OpenState(TaskState.QUEUED, 0, null, false, 0, 0, false, false, 0, List.of(), List.of(), false, false);

    /**
     * Where an attempt is.
     *
     * @param instance the engine
     * @param engineId its small id
     * @param dispatched epoch milliseconds
     * @param started epoch milliseconds; 0 while that is not known
     */
    public record Held(String instance, int engineId, long dispatched, long started) {}

    /** An attempt that was given up, and the engine that may still run it. */
    public record Superseded(int attempt, String instance) {}

    /** This without what its engine holds: what is remembered with the task. */
    public OpenState apart() {
        return held == null ? this : on(TaskState.QUEUED, attempt, null);
    }

    /** This with the attempt that an engine holds. */
    public OpenState with(Holding holding) {
        TaskState now = holding.held().started() == 0 ? TaskState.ASSIGNED : TaskState.RUNNING;
        return on(now, holding.attempt(), holding.held());
    }

    private OpenState on(TaskState now, int number, @Nullable Held where) {
        return new OpenState(
                now,
                number,
                where,
                suspended,
                retriesUsed,
                losses,
                exclusive,
                abort,
                stage,
                history,
                superseded,
                begun || where != null,
                suspect);
    }

    /** Whether what is remembered with the task stays what it was, when it becomes this. */
    boolean isMerelyDispatchedSince(OpenState before) {
        return held != null
                && suspended == before.suspended
                && retriesUsed == before.retriesUsed
                && losses == before.losses
                && exclusive == before.exclusive
                && suspect == before.suspect
                && abort == before.abort
                && stage == before.stage
                && history == before.history
                && superseded == before.superseded;
    }

    OpenState assigned(int number, String instance, int engineId, long at) {
        List<Superseded> given = superseded;
        List<Attempt> past = history;
        if (suspended && held != null) {
            given = plus(superseded, new Superseded(attempt, held.instance()));
            past = plus(history, Evidence.givenUp(this, held, at));
        }
        Held now = new Held(instance, engineId, at, 0);
        return new OpenState(
                TaskState.ASSIGNED,
                number,
                now,
                false,
                retriesUsed,
                losses,
                exclusive,
                abort,
                stage,
                past,
                given,
                true,
                suspect);
    }

    OpenState started(long at) {
        Held now = held == null ? null : new Held(held.instance(), held.engineId(), held.dispatched(), at);
        return on(TaskState.RUNNING, attempt, now);
    }

    OpenState suspended(boolean queuedAgain) {
        return new OpenState(
                state,
                attempt,
                held,
                queuedAgain,
                retriesUsed,
                losses,
                exclusive,
                abort,
                stage,
                history,
                superseded,
                begun,
                suspect);
    }

    OpenState requeued(@Nullable Attempt ended, Event.Charge charge) {
        List<Attempt> past = ended == null ? history : plus(history, ended);
        if (charge == Event.Charge.RECOVERY) {
            return new OpenState(
                    TaskState.QUEUED,
                    attempt,
                    null,
                    false,
                    0,
                    0,
                    false,
                    abort,
                    stage + 1,
                    past,
                    List.of(),
                    false,
                    false);
        }
        boolean onDeadEngine = ended != null && ended.outcome() == Outcome.LOST;
        return new OpenState(
                TaskState.QUEUED,
                attempt,
                null,
                false,
                retriesUsed + (charge == Event.Charge.RETRY ? 1 : 0),
                losses + (charge == Event.Charge.LOSS ? 1 : 0),
                exclusive || onDeadEngine,
                abort,
                stage,
                past,
                superseded,
                charge != Event.Charge.RETRY,
                suspect || charge == Event.Charge.LOSS || charge == Event.Charge.SUSPICION);
    }

    OpenState confirmed(int number, Event.Charge charge, String evidence) {
        List<Attempt> past = new ArrayList<>(history);
        past.replaceAll(a -> a.number() == number
                ? new Attempt(number, a.engineId(), a.outcome(), a.dispatched(), a.ended(), evidence)
                : a);
        return new OpenState(
                state,
                attempt,
                held,
                suspended,
                retriesUsed,
                losses + (charge == Event.Charge.LOSS ? 1 : 0),
                true,
                abort,
                stage,
                List.copyOf(past),
                without(number),
                begun,
                suspect || charge != Event.Charge.NONE);
    }

    OpenState forgotten(int number) {
        return new OpenState(
                state,
                attempt,
                held,
                suspended,
                retriesUsed,
                losses,
                exclusive,
                abort,
                stage,
                history,
                without(number),
                begun,
                suspect);
    }

    OpenState aborting() {
        return new OpenState(
                state,
                attempt,
                held,
                false,
                retriesUsed,
                losses,
                exclusive,
                true,
                stage,
                history,
                superseded,
                begun,
                suspect);
    }

    private List<Superseded> without(int number) {
        return superseded.stream().filter(s -> s.attempt() != number).toList();
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        // The oldest go first: a task with thousands of retries must not grow without bound.
        longer.addAll(list.subList(list.size() < MOST_REMEMBERED ? 0 : 1, list.size()));
        longer.add(element);
        return List.copyOf(longer);
    }
}
