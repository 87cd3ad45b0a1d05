package io.stoker.ledger;

import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what clients want under the keys of their sessions: each key once, however often it comes. */
final class Keys {
    private final LedgerState state;
    private final Accepting accepting;
    private final Keeping keeping;

    Keys(LedgerSettings settings, LedgerState state, Keeping keeping) {
        this.state = state;
        this.accepting = new Accepting(settings, state);
        this.keeping = keeping;
    }

    Decision decide(Command.Keyed c, Now now) {
        Sessions sessions = state.sessions();
        if (sessions.isOver(c.session(), c.firstKey())) {
            return Decision.over(c.session(), c.firstKey());
        }
        long[] hashes = c.hashes();
        @Nullable KeyRun[] known = new KeyRun[hashes.length];
        boolean fresh = false;
        for (int i = 0; i < hashes.length; i++) {
            long key = c.firstKey() + i;
            known[i] = sessions.find(c.session(), key);
            if (known[i] != null && known[i].hash(key) != hashes[i]) {
                return Decision.reused(c.session(), key, i, hashes.length);
            }
            fresh |= known[i] == null;
        }
        Decision decision = fresh ? first(c, known, hashes, now) : new Decision(new ArrayList<>(0), again(c, known));
        if (!(decision.answer() instanceof Answer.Refused)) {
            sessions.acknowledged(c.session(), c.acknowledged(), now)
                    .ifPresent(event -> state.apply(event, decision.events()));
        }
        return decision;
    }

    /** Some of it at least was not decided before. */
    private Decision first(Command.Keyed c, @Nullable KeyRun[] known, long[] hashes, Now now) {
        if (c instanceof Command.Submit submit) {
            return accepting.submit(submit, known, hashes, now);
        } else if (c instanceof Command.Abort abort) {
            return abort(abort, now);
        } else if (c instanceof Command.Clear clear) {
            return keeping.clear(clear, now);
        } else {
            return keeping.pin((Command.Pin) c, now);
        }
    }

    /** The answer that was given before. */
    private Answer again(Command.Keyed c, @Nullable KeyRun[] known) {
        if (c instanceof Command.Submit) {
            long[] ids = new long[known.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = Objects.requireNonNull(known[i]).task(c.firstKey() + i);
            }
            return new Answer.Accepted(ids);
        }
        KeyRun run = Objects.requireNonNull(known[0]);
        return c instanceof Command.Abort abort
                ? aborting(abort.task())
                : new Answer.Counted(run.firstTask(), run.missing());
    }

    private Answer aborting(long task) {
        return new Answer.Aborting(state.find(task) == null ? Answer.AbortStep.DONE : Answer.AbortStep.TELL_ENGINE);
    }

    private Decision abort(Command.Abort c, Now now) {
        OpenTask task = state.find(c.task());
        if (task == null) {
            return state.finished().find(c.task()) == TaskState.NO_CODE
                    ? Decision.refuse(
                            Answer.Refusal.UNKNOWN_TASK, state.finished().absence(c.task()))
                    : Decision.refuse(Answer.Refusal.ALREADY_COMPLETED, "task " + c.task() + " has already completed");
        }
        if (task.state().abort()) {
            return Decision.refuse(
                    Answer.Refusal.ALREADY_ABORTED,
                    "task " + c.task() + " is already being aborted; its engine has not answered yet");
        }
        List<Event> events = new ArrayList<>();
        boolean held = task.state().held() != null;
        state.apply(held ? new Event.AbortRequested(c.task()) : Endings.aborted(task, null, now), events);
        state.apply(KeyRun.answered(c, c.task(), KeyRun.NONE, now), events);
        return new Decision(events, aborting(c.task()));
    }
}
