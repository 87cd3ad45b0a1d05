package io.stoker.ledger;

import java.util.ArrayList;
import java.util.List;

/** The rules of pinning: any task that the ledger holds may be pinned, finished or not, and again. */
final class Pinning {
    private final Book book;

    Pinning(Book book) {
        this.book = book;
    }

    Event.Pinned pin(Command.Pin c, Now now) {
        IdSet there = new IdSet();
        List<Long> missing = new ArrayList<>();
        for (int i = 0; i < c.ranges().length; i += 2) {
            IdSet some = there(Math.max(0, c.ranges()[i]), c.ranges()[i + 1]);
            Clearing.addMissing(some, c.ranges()[i], c.ranges()[i + 1], missing);
            there.set(some, true);
        }
        return new Event.Pinned(
                c.session(),
                c.key(),
                ContentHash.ofPin(c.ranges(), c.pinned()),
                there,
                c.pinned(),
                there.count(),
                Clearing.array(missing),
                now.millis());
    }

    private IdSet there(long from, long to) {
        IdSet finished = book.finished().within(from, to);
        IdSet there = new IdSet();
        there.set(finished, true);
        finished.forEachGap(from, Math.min(to, book.nextTask() - 1), (first, last) -> {
            for (long id = first; id <= last; id++) {
                if (book.find(id) != null) {
                    there.set(id, true);
                }
            }
        });
        return there;
    }
}
