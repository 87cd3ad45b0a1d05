package io.stoker.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Decides which finished tasks are kept: what is cleared, pinned and let go. */
final class Keeping {
    /** A ledger from before there was a limit may have many more rows than that. */
    private static final int MOST_JOINED = 100;

    private final Book book;
    private final Clearing clearing;
    private final Pinning pinning;
    private final Retention retention;

    Keeping(Book book, Retention retention) {
        this.book = book;
        this.clearing = new Clearing(book);
        this.pinning = new Pinning(book);
        this.retention = retention;
    }

    /** All of it at once, however many these are: what that means for the rows is up to the store. */
    Decision clear(Command.Clear c, Now now) {
        if (book.sessions().isOver(c.session(), c.key())) {
            return Decision.over(c.session(), c.key());
        }
        KeyRun known = book.sessions().find(c.session(), c.key());
        if (known != null) {
            return known.hash(c.key()) == ContentHash.ofClear(c.ranges())
                    ? Decision.answer(new Answer.Cleared(known.firstTask(), known.missing()))
                    : Decision.reused(c.session(), c.key());
        }
        List<Removal> pinned = clearing.pinned(c);
        if (!pinned.isEmpty()) {
            return Decision.refuse(Answer.Refusal.PINNED, pinned(pinned));
        }
        List<Event> events = new ArrayList<>();
        for (Event acknowledged : book.sessions().acknowledged(c.session(), c.acknowledged(), now)) {
            apply(acknowledged, events);
        }
        Event.Cleared cleared = clearing.clear(c, now);
        apply(cleared, events);
        for (Removal run : Clearing.runs(cleared)) {
            apply(new Event.RemovalNoted(book.finished().removals().joined(run)), events);
            joinRows(events);
        }
        return new Decision(events, new Answer.Cleared(cleared.count(), cleared.missing()));
    }

    private static String pinned(List<Removal> runs) {
        String ids = runs.stream()
                .map(run -> run.from() == run.to() ? "" + run.from() : run.from() + "-" + run.to())
                .collect(Collectors.joining(", "));
        return "nothing was cleared, because these tasks are pinned: " + ids + "; unpin them first, or leave them out";
    }

    Decision pin(Command.Pin c, Now now) {
        if (book.sessions().isOver(c.session(), c.key())) {
            return Decision.over(c.session(), c.key());
        }
        KeyRun known = book.sessions().find(c.session(), c.key());
        if (known != null) {
            return known.hash(c.key()) == ContentHash.ofPin(c.ranges(), c.pinned())
                    ? Decision.answer(new Answer.Pinned(known.firstTask(), known.missing()))
                    : Decision.reused(c.session(), c.key());
        }
        List<Event> events = new ArrayList<>();
        for (Event acknowledged : book.sessions().acknowledged(c.session(), c.acknowledged(), now)) {
            apply(acknowledged, events);
        }
        Event.Pinned pinned = pinning.pin(c, now);
        apply(pinned, events);
        return new Decision(events, new Answer.Pinned(pinned.count(), pinned.missing()));
    }

    Decision retain(Stock stock, Now now) {
        List<Event> events = new ArrayList<>();
        for (Removal run : retention.slices(stock, now)) {
            apply(new Event.Retained(run, book.finished().removals().joined(run)), events);
            joinRows(events);
        }
        return Decision.of(events);
    }

    /** Joins some of the rows about what has gone when there are too many. */
    private void joinRows(List<Event> events) {
        Removal row = book.finished().removals().crowded();
        for (int i = 0; i < MOST_JOINED && row != null; i++) {
            apply(new Event.RemovalNoted(row), events);
            row = book.finished().removals().crowded();
        }
    }

    /** At once: what comes next depends on it, as runs that have become neighbours. */
    private void apply(Event event, List<Event> events) {
        book.apply(event);
        events.add(event);
    }
}
