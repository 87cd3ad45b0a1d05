package io.stoker.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Decides which finished tasks are kept: what is cleared, pinned and let go. */
final class Keeping {
    /** A ledger from before there was a limit may have many more rows than that. */
    private static final int MOST_JOINED = 100;

    private final LedgerState state;
    private final Clearing clearing;
    private final Pinning pinning;
    private final Retention retention;

    Keeping(LedgerState state, Retention retention) {
        this.state = state;
        this.clearing = new Clearing(state);
        this.pinning = new Pinning(state);
        this.retention = retention;
    }

    /** All of it at once, however many these are: what that means for the rows is up to the store. */
    Decision clear(Command.Clear c, Now now) {
        List<Removal> pinned = clearing.pinned(c.ranges());
        if (!pinned.isEmpty()) {
            return Decision.refuse(Answer.Refusal.PINNED, pinned(pinned));
        }
        List<Event> events = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        IdSet removed = clearing.clear(c.ranges(), missing);
        state.apply(new Event.Removed(removed), events);
        for (Removal run : Clearing.runs(removed, now.millis())) {
            note(run, events);
        }
        return counted(c, removed, missing, events, now);
    }

    private static String pinned(List<Removal> runs) {
        String ids = runs.stream()
                .map(run -> run.from() == run.to() ? "" + run.from() : run.from() + "-" + run.to())
                .collect(Collectors.joining(", "));
        return "nothing was cleared, because these tasks are pinned: " + ids + "; unpin them first, or leave them out";
    }

    Decision pin(Command.Pin c, Now now) {
        List<Event> events = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        IdSet tasks = pinning.there(c.ranges(), missing);
        state.apply(new Event.Pinned(tasks, c.pinned()), events);
        return counted(c, tasks, missing, events, now);
    }

    private Decision counted(Command.OneKey c, IdSet tasks, List<Long> absent, List<Event> events, Now now) {
        long count = tasks.count();
        long[] missing = absent.stream().mapToLong(id -> id).toArray();
        state.apply(KeyRun.answered(c, count, missing, now), events);
        return new Decision(events, new Answer.Counted(count, missing));
    }

    Decision retain(RetentionCandidates candidates, Now now) {
        List<Event> events = new ArrayList<>();
        for (Removal run : retention.slices(candidates, now)) {
            state.apply(new Event.Removed(IdSet.of(run.from(), run.to())), events);
            note(run, events);
        }
        return Decision.of(events);
    }

    /** Remembers what has gone, and joins some of the rows about it when there are too many. */
    private void note(Removal run, List<Event> events) {
        Removals removals = state.finished().removals();
        Removal row = removals.joined(run);
        for (int i = 0; i <= MOST_JOINED && row != null; i++) {
            state.apply(new Event.RemovalNoted(row), events);
            row = removals.crowded();
        }
    }
}
