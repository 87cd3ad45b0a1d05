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

    private final Book book;

    Clearing(Book book) {
        this.book = book;
    }

    Event.Cleared clear(Command.Clear c, Now now) {
        IdSet removed = new IdSet();
        List<Long> missing = new ArrayList<>();
        if (c.ranges().length == 0) {
            removed.set(book.finished().within(0, book.nextTask()), true);
            removed.set(book.pins(), false);
        }
        for (int i = 0; i < c.ranges().length; i += 2) {
            IdSet some = book.finished().within(Math.max(0, c.ranges()[i]), c.ranges()[i + 1]);
            addMissing(some, c.ranges()[i], c.ranges()[i + 1], missing);
            removed.set(some, true);
        }
        return new Event.Cleared(
                c.session(),
                c.key(),
                ContentHash.ofClear(c.ranges()),
                removed,
                removed.count(),
                array(missing),
                now.millis());
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

    static long[] array(List<Long> ids) {
        return ids.stream().mapToLong(id -> id).toArray();
    }

    /** What is to be remembered of what has gone. */
    static List<Removal> runs(Event.Cleared cleared) {
        List<Removal> runs = new ArrayList<>();
        cleared.removed().forEachRun((from, to) -> {
            if (runs.size() < MOST_RUNS) {
                runs.add(new Removal(from, to, cleared.at(), REASON));
            } else {
                Removal last = runs.remove(runs.size() - 1);
                runs.add(new Removal(last.from(), to, cleared.at(), REASON));
            }
        });
        return runs;
    }

    /** The runs among these that may not go because they are pinned: a few of them. */
    List<Removal> pinned(Command.Clear c) {
        List<Removal> pinned = new ArrayList<>();
        for (int i = 0; i < c.ranges().length && pinned.size() < MOST_SHOWN; i += 2) {
            IdSet some = book.finished().within(Math.max(0, c.ranges()[i]), c.ranges()[i + 1]);
            some.retain(book.pins());
            some.forEachRun((from, to) -> {
                if (pinned.size() < MOST_SHOWN) {
                    pinned.add(new Removal(from, to, 0, REASON));
                }
            });
        }
        return pinned;
    }
}
