package io.stoker.ledger;

import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.List;

/** The rules of pinning: any task that the ledger holds may be pinned, finished or not, and again. */
final class Pinning {
    private final Book book;

    Pinning(Book book) {
        this.book = book;
    }

    Event.Pinned pin(Command.Pin c, Now now) {
        List<Long> there = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        for (int i = 0; i < c.ranges().length; i += 2) {
            look(c.ranges()[i], c.ranges()[i + 1], there, missing);
        }
        long count = 0;
        for (int i = 0; i < there.size(); i += 2) {
            count += there.get(i + 1) - there.get(i) + 1;
        }
        return new Event.Pinned(
                c.session(),
                c.key(),
                ContentHash.ofPin(c.ranges(), c.pinned()),
                there.stream().mapToLong(id -> id).toArray(),
                c.pinned(),
                count,
                Clearing.first(missing),
                now.millis());
    }

    private void look(long from, long to, List<Long> there, List<Long> missing) {
        if (from < 0) {
            lengthen(missing, from, Math.min(to, -1));
        }
        long end = Math.min(to, book.nextTask() - 1);
        for (long id = Math.max(0, from); id <= end; id++) {
            lengthen(isThere(id) ? there : missing, id, id);
        }
        if (to >= book.nextTask()) {
            lengthen(missing, Math.max(from, book.nextTask()), to);
        }
    }

    private boolean isThere(long id) {
        return book.find(id) != null || book.finished().find(id) != TaskState.NO_CODE;
    }

    private static void lengthen(List<Long> runs, long from, long to) {
        int last = runs.size() - 1;
        if (last > 0 && runs.get(last) == from - 1) {
            runs.set(last, to);
        } else {
            runs.add(from);
            runs.add(to);
        }
    }
}
