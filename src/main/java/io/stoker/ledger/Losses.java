package io.stoker.ledger;

import io.stoker.task.Attempt;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The rules of what an engine's silence, return or death means for the tasks it held. */
final class Losses {
    private final LedgerSettings settings;
    private final Book book;

    Losses(LedgerSettings settings, Book book) {
        this.settings = settings;
        this.book = book;
    }

    /** What it holds is queued again, but for what must run at most once or is being aborted: that waits for certainty. */
    List<Event> suspect(String instance) {
        List<Event> events = new ArrayList<>();
        for (long id : book.heldBy(instance)) {
            OpenTask task = held(id);
            if (!task.isQueued() && !task.spec().atMostOnce() && !task.state().abort()) {
                events.add(new Event.Recalled(task.attempt()));
            }
        }
        return events;
    }

    /** What it still holds and is current goes on; what it should hold and does not was never received; the rest it must drop. */
    List<Event> welcome(Command.Welcome c, List<AttemptId> drop, Now now) {
        List<Event> events = new ArrayList<>();
        Set<AttemptId> current = new HashSet<>();
        for (long id : book.heldBy(c.instance())) {
            OpenTask task = held(id);
            current.add(task.attempt());
            if (!c.holds().contains(task.attempt())) {
                events.add(neverReceived(task, now));
            } else if (task.isQueued()) {
                events.add(new Event.Resumed(task.attempt()));
            }
        }
        for (long id : book.supersededOn(c.instance())) {
            for (OpenState.Superseded given : held(id).state().superseded()) {
                if (given.instance().equals(c.instance())) {
                    events.add(new Event.Forgotten(new AttemptId(id, given.attempt())));
                }
            }
        }
        c.holds().stream().filter(attempt -> !current.contains(attempt)).forEach(drop::add);
        return events;
    }

    private static Event neverReceived(OpenTask task, Now now) {
        if (task.state().abort()) {
            return Endings.aborted(task, null, now);
        }
        String evidence = "it never reached its engine, or was lost with the engine's memory";
        if (task.state().state() == TaskState.RUNNING && task.spec().atMostOnce()) {
            List<Attempt> attempts = Endings.attempts(task, Endings.attempt(task, Outcome.LOST, now, evidence));
            return Endings.failedByLoss(task, attempts, Evidence.atMostOnce(attempts), now);
        }
        return Endings.lost(task, Event.Charge.NONE, evidence, now);
    }

    /**
     * What it had started counts against the task; what it had not goes back to the queue free of charge.
     *
     * @param confirmed whether the engine is known to be dead, rather than to have stayed away
     */
    List<Event> bury(String instance, String evidence, boolean confirmed, Now now) {
        List<Event> events = new ArrayList<>();
        List<OpenTask> held = book.heldBy(instance).stream().map(this::held).toList();
        for (OpenTask task : held) {
            events.add(dead(task, mayHaveStarted(task, instance), evidence, confirmed, now));
        }
        for (long id : book.supersededOn(instance)) {
            chargeSuperseded(held(id), instance, evidence, confirmed, now, events);
        }
        return events;
    }

    /** The news of a start may be lost with the engine: the first in its line counts as started if no other is known to be, or counts so already. */
    private boolean mayHaveStarted(OpenTask task, String instance) {
        if (task.state().state() == TaskState.RUNNING) {
            return true;
        }
        Set<Long> line = book.heldBy(instance);
        return line.iterator().next() == task.id()
                && book.supersededOn(instance).isEmpty()
                && line.stream().noneMatch(id -> held(id).state().state() == TaskState.RUNNING);
    }

    /** A recalled attempt is given up for the next one. Only if it may have started is its engine's death of interest later. */
    void supersede(OpenTask task, List<Event> events) {
        OpenState.Held held = task.state().held();
        if (held != null && !mayHaveStarted(task, held.instance())) {
            events.add(new Event.Forgotten(task.attempt()));
        }
    }

    private Event dead(OpenTask task, boolean mayHaveStarted, String evidence, boolean confirmed, Now now) {
        List<Attempt> attempts = Endings.attempts(task, Endings.attempt(task, Outcome.LOST, now, evidence));
        if (task.state().abort()) {
            return Endings.aborted(task, null, now);
        }
        if (mayHaveStarted && task.spec().atMostOnce()) {
            return Endings.failedByLoss(task, attempts, Evidence.atMostOnce(attempts), now);
        }
        boolean charge = mayHaveStarted && confirmed;
        if (charge && task.state().losses() + 1 >= settings.engineLossLimit()) {
            return Endings.failedByLoss(task, attempts, Evidence.lossLimit(settings.engineLossLimit(), attempts), now);
        }
        return Endings.lost(task, charge ? Event.Charge.LOSS : Event.Charge.NONE, evidence, now);
    }

    /** An attempt given up on suspicion died with its engine after all: a task that kills engines is not to get away by being slow to be found out. */
    private void chargeSuperseded(OpenTask task, String instance, String evidence, boolean confirmed, Now now, List<Event> events) {
        OpenTask after = task;
        for (OpenState.Superseded given : task.state().superseded()) {
            if (given.instance().equals(instance)) {
                AttemptId attempt = new AttemptId(task.id(), given.attempt());
                events.add(confirmed ? new Event.LossCharged(attempt, evidence) : new Event.Forgotten(attempt));
                after = confirmed ? after.with(after.state().charged(given.attempt(), evidence)) : after;
            }
        }
        boolean queued = after.state().held() == null && !after.state().abort();
        if (queued && after.state().losses() >= settings.engineLossLimit()) {
            List<Attempt> attempts = after.state().history();
            events.add(Endings.failedByLoss(after, attempts, Evidence.lossLimit(settings.engineLossLimit(), attempts), now));
        }
    }

    /** A superseded attempt has ended and its engine lives. */
    void forget(AttemptId attempt, String instance, List<Event> events) {
        OpenTask task = book.find(attempt.task());
        if (task != null && task.state().superseded().contains(new OpenState.Superseded(attempt.number(), instance))) {
            events.add(new Event.Forgotten(attempt));
        }
    }

    private OpenTask held(long id) {
        return Objects.requireNonNull(book.find(id), () -> "task " + id + " is indexed but not open");
    }
}
