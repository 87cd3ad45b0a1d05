package io.stoker.ledger;

import java.util.ArrayList;
import java.util.List;

/** The rules of removing the results of finished tasks. */
final class Clearing {
    private static final String REASON = "clear";
    /** An answer has to fit into a message; who has more ids wrong has a greater problem than the rest of them. */
    private static final int MOST_MISSING = 1_000;

    private static final int MOST_SHOWN = 20;
    /** So many runs of one clear are remembered each by itself; those behind them are one. */
    private static final int MOST_RUNS = 100;

    private final LedgerState state;

    Clearing(LedgerState state) {
        this.state = state;
    }

    /**
     * What is to be removed.
     *
     * @param missing is given what of the ranges is not there
     */
    IdSet clear(long[] ranges, List<Long> missing) {
        IdSet removed = new IdSet();
        if (ranges.length == 0) {
            removed.set(state.finished().within(0, state.nextTask()), true);
            removed.set(state.pins(), false);
        }
        for (int i = 0; i < ranges.length; i += 2) {
            IdSet some = state.finished().within(Math.max(0, ranges[i]), ranges[i + 1]);
            addMissing(some, ranges[i], ranges[i + 1], missing);
            removed.set(some, true);
        }
        return removed;
    }

    /** Adds what of the range is not there, as first and last ids, as far as an answer tells of it. */
    static void addMissing(IdSet there, long from, long to, List<Long> missing) {
        there.forEachGap(from, to, (first, last) -> {
            if (missing.size() < 2 * MOST_MISSING) {
                missing.add(first);
                missing.add(last);
            }
        });
    }

    /** What is to be remembered of what goes now. */
    static List<Removal> runs(IdSet removed, long at) {
        List<Removal> runs = new ArrayList<>();
        removed.forEachRun((from, to) -> {
            long first = runs.size() < MOST_RUNS
                    ? from
                    : runs.remove(runs.size() - 1).from();
            runs.add(new Removal(first, to, at, REASON));
        });
        return runs;
    }

    /** The runs among these that may not go because they are pinned: a few of them. */
    List<Removal> pinned(long[] ranges) {
        List<Removal> pinned = new ArrayList<>();
        for (int i = 0; i < ranges.length && pinned.size() < MOST_SHOWN; i += 2) {
            IdSet some = state.finished().within(Math.max(0, ranges[i]), ranges[i + 1]);
            some.retain(state.pins());
            some.forEachRun((from, to) -> {
                if (pinned.size() < MOST_SHOWN) {
                    pinned.add(new Removal(from, to, 0, REASON));
                }
            });
        }
        return pinned;
    }
}
