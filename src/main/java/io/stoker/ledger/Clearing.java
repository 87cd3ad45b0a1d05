package io.stoker.ledger;

import java.util.ArrayList;
import java.util.List;

/** The rules of removing the results of finished tasks. */
final class Clearing {
    private static final String REASON = "clear";
    /** An answer has to fit into a message; who has more ids wrong has a greater problem than the rest of them. */
    private static final int MOST_MISSING = 1_000;

    private static final int MOST_SHOWN = 20;

    private final Book book;

    Clearing(Book book) {
        this.book = book;
    }

    Event.Cleared clear(Command.Clear c, Now now) {
        List<Removal> removed = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        if (c.ranges().length == 0) {
            Removal all = new Removal(0, book.nextTask(), now.millis(), REASON);
            removed.addAll(book.finished().within(all, id -> !book.pins().contains(id)));
        }
        for (int i = 0; i < c.ranges().length; i += 2) {
            clear(c.ranges()[i], c.ranges()[i + 1], now, removed, missing);
        }
        long count = removed.stream().mapToLong(Removal::count).sum();
        return new Event.Cleared(
                c.session(), c.key(), ContentHash.ofClear(c.ranges()), removed, count, first(missing), now.millis());
    }

    static long[] first(List<Long> missing) {
        return missing.stream().limit(2L * MOST_MISSING).mapToLong(id -> id).toArray();
    }

    /** The runs among these that may not go because they are pinned: a few of them. */
    List<Removal> pinned(Command.Clear c) {
        List<Removal> pinned = new ArrayList<>();
        for (int i = 0; i < c.ranges().length && pinned.size() < MOST_SHOWN; i += 2) {
            Removal asked = new Removal(Math.max(0, c.ranges()[i]), c.ranges()[i + 1], 0, REASON);
            pinned.addAll(book.finished().within(asked, book.pins()::contains));
        }
        return pinned.subList(0, Math.min(MOST_SHOWN, pinned.size()));
    }

    private void clear(long from, long to, Now now, List<Removal> removed, List<Long> missing) {
        long next = from;
        Removal asked = new Removal(Math.max(0, from), to, now.millis(), REASON);
        for (Removal run : book.finished().within(asked, id -> true)) {
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
