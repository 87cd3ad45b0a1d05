package io.stoker.ledger;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of what an engine's silence, return or death means for the tasks it held. */
final class Losses {
    private final LedgerSettings settings;
    private final LedgerState state;

    Losses(LedgerSettings settings, LedgerState state) {
        this.settings = settings;
        this.state = state;
    }

    /**
     * Whether as many engines have died of it as may: its current attempt is the last. The limit can be reached while
     * that runs, because a death may be confirmed long after the task was given to another engine.
     */
    boolean isSpent(OpenTask task) {
        return task.state().losses() >= settings.engineLossLimit();
    }

    /**
     * What it holds is queued again, but for what must run at most once, is being aborted or has its last attempt: that
     * waits for certainty.
     */
    List<Event> suspect(String instance) {
        List<Event> events = new ArrayList<>();
        for (long id : state.heldBy(instance)) {
            OpenTask task = held(id);
            if (!task.isQueued()
                    && !task.current().options().atMostOnce()
                    && !task.state().abort()
                    && !isSpent(task)) {
                events.add(new Event.Suspended(task.attempt()));
            }
        }
        return events;
    }

    /**
     * What it still holds and is current goes on; what it should hold and does not was never received; the rest it must
     * drop.
     */
    List<Event> register(Command.Register c, List<AttemptId> drop, Now now) {
        List<Event> events = new ArrayList<>();
        Set<AttemptId> current = new HashSet<>();
        for (long id : state.heldBy(c.instance())) {
            OpenTask task = held(id);
            current.add(task.attempt());
            boolean silentOfIt = !c.holds().contains(task.attempt());
            if (silentOfIt && state.dispatch(id) <= c.asOf()) {
                events.add(neverReceived(task, now));
            } else if (!silentOfIt && task.isQueued()) {
                events.add(new Event.Resumed(task.attempt()));
            }
        }
        state.supersededOn(c.instance()).forEach(given -> events.add(new Event.Forgotten(given, c.instance())));
        c.holds().stream().filter(attempt -> !current.contains(attempt)).forEach(drop::add);
        return events;
    }

    /** Given back unstarted. */
    Event givenBack(OpenTask task, Now now) {
        return isSpent(task) && !task.state().abort() ? failed(task, null, now) : Endings.givenBack(task, now);
    }

    /** It never reached its engine, or, if it is known to have started, was lost with the engine's memory. */
    private Event neverReceived(OpenTask task, Now now) {
        if (task.state().state() != TaskState.RUNNING || task.state().abort()) {
            return givenBack(task, now);
        }
        String evidence = "its engine no longer knows it";
        return task.current().options().atMostOnce()
                ? lostForGood(task, evidence, now)
                : lost(task, Event.Charge.NONE, evidence, now);
    }

    private Event lost(OpenTask task, Event.Charge charge, String evidence, Now now) {
        if (task.state().losses() + (charge == Event.Charge.LOSS ? 1 : 0) >= settings.engineLossLimit()) {
            return failed(task, Endings.attempt(task, Outcome.LOST, now, evidence), now);
        }
        return Endings.lost(task, charge, evidence, now);
    }

    private static Event lostForGood(OpenTask task, String evidence, Now now) {
        Attempt last = Endings.attempt(task, Outcome.LOST, now, evidence);
        return over(task, last, Evidence.atMostOnce(Endings.attempts(task, last)), now);
    }

    private Event failed(OpenTask task, @Nullable Attempt last, Now now) {
        return over(task, last, Evidence.lossLimit(settings.engineLossLimit(), Endings.attempts(task, last)), now);
    }

    /** No attempt follows but the recovery's. */
    private static Event over(OpenTask task, @Nullable Attempt last, Failure failure, Now now) {
        return task.hasRecovery()
                ? new Event.Requeued(task.id(), last, Event.Charge.RECOVERY)
                : Endings.failedByLoss(task, Endings.attempts(task, last), failure, now);
    }

    /**
     * Suspicion falls on every task of which an attempt may have run on one of the engines. A task alone under
     * suspicion is charged; of several nobody is, as all but one are innocent, and neither is anybody if something else
     * ran there. Each of them, and what waited behind them, runs alone from then on, so that the culprit is found.
     */
    List<Event> enginesDied(Command.EnginesDied c, Now now) {
        Set<AttemptId> suspects = new HashSet<>();
        c.instances().forEach(instance -> suspects.addAll(suspectsOn(instance)));
        return died(Death.of(c, suspects), now);
    }

    /** What the engine held is queued again free of charge. */
    List<Event> stayedAway(String instance, String evidence, Now now) {
        return died(Death.stayedAway(instance, evidence), now);
    }

    private List<Event> died(Death death, Now now) {
        List<Event> events = new ArrayList<>();
        Set<Long> tasks = new LinkedHashSet<>();
        // Sorted, so that the same command always has the same events.
        for (String instance : new TreeSet<>(death.instances())) {
            tasks.addAll(state.heldBy(instance));
            for (AttemptId given : state.supersededOn(instance)) {
                OpenTask task = state.find(given.task());
                if (task != null && task.isSuperseded(given, instance)) {
                    tasks.add(given.task());
                } else {
                    events.add(new Event.Forgotten(given, instance));
                }
            }
        }
        tasks.forEach(id -> died(held(id), death, now, events));
        return events;
    }

    /** One death counts once, although the engines may have had several attempts of the task. */
    private void died(OpenTask task, Death death, Now now, List<Event> events) {
        OpenTask after = confirmSuperseded(task, death, events);
        if (death.took(task)) {
            Event.Charge charge = death.charge(task.attempt());
            boolean counted = after.state().losses() > task.state().losses();
            events.add(dead(after, counted ? Event.Charge.SUSPICION : charge, death.evidence(), now));
        } else if (isSpent(after) && after.state().held() == null) {
            events.add(failed(after, null, now));
        } else if (isSpent(after) && after.state().suspended()) {
            events.add(new Event.Resumed(after.attempt()));
        }
    }

    /** The news of a start may be lost with the engine: the first in its line may have started if no other has. */
    private boolean mayHaveStarted(OpenTask task) {
        if (task.state().state() == TaskState.RUNNING) {
            return true;
        }
        Set<Long> line =
                state.heldBy(Objects.requireNonNull(task.state().held()).instance());
        return line.iterator().next() == task.id()
                && line.stream().noneMatch(id -> held(id).state().state() == TaskState.RUNNING);
    }

    /**
     * The attempts that an engine may be running, which runs one at a time: what it is known to have started; if
     * nothing is, what was given up there, also of tasks that have ended since; else the first in its line.
     */
    private Set<AttemptId> suspectsOn(String instance) {
        List<OpenTask> line = state.heldBy(instance).stream().map(this::held).toList();
        Set<AttemptId> running = line.stream()
                .filter(task -> task.state().state() == TaskState.RUNNING)
                .map(OpenTask::attempt)
                .collect(Collectors.toSet());
        Set<AttemptId> given = state.supersededOn(instance);
        if (!running.isEmpty() || !given.isEmpty()) {
            return running.isEmpty() ? given : running;
        }
        return line.isEmpty() ? Set.of() : Set.of(line.get(0).attempt());
    }

    /**
     * A suspended attempt is given up for the next one. Only if it is suspect is its engine's death of interest later.
     */
    void supersede(OpenTask task, List<Event> events) {
        OpenState.Held held = task.state().held();
        if (held != null && !suspectsOn(held.instance()).contains(task.attempt())) {
            events.add(new Event.Forgotten(task.attempt(), held.instance()));
        }
    }

    private Event dead(OpenTask task, Event.Charge charge, String evidence, Now now) {
        if (task.state().abort()) {
            return Endings.aborted(task, null, now);
        }
        return task.current().options().atMostOnce() && mayHaveStarted(task)
                ? lostForGood(task, evidence, now)
                : lost(task, charge, evidence, now);
    }

    /**
     * Attempts given up on suspicion died with their engines after all: a task that kills engines is not to get away by
     * being slow to be found out.
     *
     * @return the task as it is then
     */
    private static OpenTask confirmSuperseded(OpenTask task, Death death, List<Event> events) {
        OpenState after = task.state();
        for (OpenState.Superseded given : task.state().superseded()) {
            if (death.instances().contains(given.instance())) {
                AttemptId attempt = new AttemptId(task.id(), given.attempt());
                Event.Charge charge = death.charge(attempt);
                boolean counted = after.losses() > task.state().losses();
                Event.OfTask event = death.confirmed()
                        ? new Event.LossConfirmed(attempt, counted ? Event.Charge.SUSPICION : charge, death.evidence())
                        : new Event.Forgotten(attempt, given.instance());
                events.add(event);
                after = event.after(after);
            }
        }
        return task.with(after);
    }

    /** A superseded attempt has ended and its engine lives. */
    void forget(AttemptId attempt, String instance, List<Event> events) {
        if (state.supersededOn(instance).contains(attempt)) {
            events.add(new Event.Forgotten(attempt, instance));
        }
    }

    private OpenTask held(long id) {
        return Objects.requireNonNull(state.find(id), () -> "task " + id + " is indexed but not open");
    }
}
