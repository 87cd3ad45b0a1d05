package io.stoker.ledger;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the tasks that are gone: rows, each for a run of ids. Neighbours that went for the same reason
 * on the same day are one row. There are {@link #MOST} of them at most: beyond that, rows next to each other become one
 * that only tells between when its tasks went. A row may reach over tasks that are still there.
 */
final class Removals {
    /** They take a megabyte. */
    static final int MOST = 10_000;

    private final TreeMap<Long, Removal> rows = new TreeMap<>();
    /** From where on rows are joined next when there are too many. */
    private long next;

    /** The run together with the rows that it joins or touches. */
    Removal joined(Removal run) {
        Removal row = run;
        Map.Entry<Long, Removal> before = rows.lowerEntry(run.from());
        if (before != null
                && (before.getValue().to() >= run.from() || before.getValue().joins(run))) {
            row = row.plus(before.getValue());
        }
        Map.Entry<Long, Removal> within = rows.ceilingEntry(run.from());
        while (within != null && within.getKey() <= row.to()) {
            row = row.plus(within.getValue());
            within = rows.higherEntry(within.getKey());
        }
        return within != null && row.joins(within.getValue()) ? row.plus(within.getValue()) : row;
    }

    /** Two rows as one, if there are too many; null if there are not. */
    @Nullable
    Removal crowded() {
        if (rows.size() <= MOST) {
            return null;
        }
        Map.Entry<Long, Removal> first = rows.ceilingEntry(next);
        Map.Entry<Long, Removal> second = first == null ? null : rows.higherEntry(first.getKey());
        if (first == null || second == null) {
            next = 0;
            return rows.firstEntry()
                    .getValue()
                    .plus(rows.higherEntry(rows.firstKey()).getValue());
        }
        Removal both = first.getValue().plus(second.getValue());
        next = both.to() + 1;
        return both;
    }

    /** Takes the place of the rows within it. */
    void put(Removal row) {
        rows.subMap(row.from(), true, row.to(), true).clear();
        rows.put(row.from(), row);
    }

    /** The row that tells of this task, if it is gone. */
    @Nullable
    Removal of(long task) {
        Map.Entry<Long, Removal> entry = rows.floorEntry(task);
        return entry == null || entry.getValue().to() < task ? null : entry.getValue();
    }
}
