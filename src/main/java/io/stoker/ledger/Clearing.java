package io.stoker.ledger;

import java.util.ArrayList;
import java.util.List;

/** The rules of removing the results of finished tasks. */
final class Clearing {
    private static final String REASON = "clear";
    /** An answer has to fit into a message; who has more ids wrong has a greater problem than the rest of them. */
    private static final int MOST_MISSING = 1_000;

    private final Book book;

    Clearing(Book book) {
        this.book = book;
    }

    Event.Cleared clear(Command.Clear c, Now now) {
        List<Removal> removed = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        if (c.ranges().length == 0) {
            removed.addAll(book.finished().between(0, book.nextTask(), now.millis(), REASON));
        }
        for (int i = 0; i < c.ranges().length; i += 2) {
            clear(c.ranges()[i], c.ranges()[i + 1], now, removed, missing);
        }
        long count =
                removed.stream().mapToLong(run -> run.to() - run.from() + 1).sum();
        long[] first =
                missing.stream().limit(2L * MOST_MISSING).mapToLong(id -> id).toArray();
        return new Event.Cleared(
                c.session(), c.key(), ContentHash.ofClear(c.ranges()), removed, count, first, now.millis());
    }

    private void clear(long from, long to, Now now, List<Removal> removed, List<Long> missing) {
        long next = from;
        for (Removal run : book.finished().between(Math.max(0, from), to, now.millis(), REASON)) {
            gap(next, run.from() - 1, missing);
            next = run.to() + 1;
            removed.add(run);
        }
        gap(next, to, missing);
    }

    private static void gap(long from, long to, List<Long> missing) {
        if (from <= to) {
            missing.add(from);
            missing.add(to);
        }
    }
}
