package io.stoker.ledger;

import java.util.List;

/** The rules of pinning: any task that the ledger holds may be pinned, finished or not, and again. */
final class Pinning {
    private final LedgerState state;

    Pinning(LedgerState state) {
        this.state = state;
    }

    /**
     * Which tasks of the ranges are there.
     *
     * @param missing is given the others
     */
    IdSet there(long[] ranges, List<Long> missing) {
        IdSet there = new IdSet();
        for (int i = 0; i < ranges.length; i += 2) {
            IdSet some = there(Math.max(0, ranges[i]), ranges[i + 1]);
            Clearing.addMissing(some, ranges[i], ranges[i + 1], missing);
            there.set(some, true);
        }
        return there;
    }

    private IdSet there(long from, long to) {
        IdSet finished = state.finished().within(from, to);
        IdSet there = new IdSet();
        there.set(finished, true);
        finished.forEachGap(from, Math.min(to, state.nextTask() - 1), (first, last) -> {
            for (long id = first; id <= last; id++) {
                if (state.find(id) != null) {
                    there.set(id, true);
                }
            }
        });
        return there;
    }
}
