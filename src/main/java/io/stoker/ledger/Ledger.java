package io.stoker.ledger;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides commands by the rules of tasks. {@link #decide} applies the events it returns, so that the commands of one
 * batch see each other; whoever calls it commits the rows that have changed before anything of the answer leaves the
 * house, and rebuilds the ledger from its {@link Snapshot} when the commit fails.
 */
public final class Ledger {
    /** Large tasks stay whole in memory while all unfinished ones take at most one part in so many of what they may. */
    private static final int WHOLE_SHARE = 16;

    private final LedgerSettings settings;
    private final LedgerState state;
    private final Losses losses;
    private final Keys keys;
    private final Keeping keeping;
    private final Retention retention;
    private final ClockWatch clock;
    private final TreeSet<String> unclaimed = new TreeSet<>();
    private final long reclaimAt;

    /**
     * A ledger with what the snapshot tells. Engines that hold attempts in it are given
     * {@link LedgerSettings#reclaimAfter()} to come back.
     *
     * @param now when it begins to serve
     */
    public Ledger(LedgerSettings settings, Snapshot snapshot, Now now) {
        this.settings = settings;
        this.state = new LedgerState(snapshot, now);
        this.losses = new Losses(settings, state);
        this.clock = new ClockWatch(now);
        this.retention = new Retention(settings.retention(), state, clock, now);
        this.keeping = new Keeping(state, retention);
        this.keys = new Keys(settings, state, keeping);
        unclaimed.addAll(state.engines());
        reclaimAt = now.tick() + settings.reclaimAfter().toNanos();
    }

    /** Whether a command under this key was accepted before. */
    public boolean knows(String session, long key) {
        return answered(session, key) != null;
    }

    /** The answer to this key, if a command under it was accepted and that is remembered; else null. */
    public @Nullable KeyRun answered(String session, long key) {
        return state.sessions().find(session, key);
    }

    /**
     * Looks at the clock.
     *
     * @return by how much it was set since the last call, forward or (negative) back; zero if it was not
     */
    public Duration look(Now now) {
        clock.look(now);
        return clock.takeJump();
    }

    /** A number that tells what has been dispatched from what will be, for {@link Command.Register#asOf()}. */
    public long boundary() {
        return state.dispatches();
    }

    /** Decides a command and applies what follows from it. */
    public Decision decide(Command command, Now now) {
        clock.look(now);
        state.sessions().tick(now.tick());
        if (command instanceof Command.Keyed c) {
            return keys.decide(c, now);
        } else if (command instanceof Command.Assign c) {
            return assign(c, now);
        } else if (command instanceof Command.Start c) {
            return start(c, now);
        } else if (command instanceof Command.Report c) {
            return report(c, now);
        } else if (command instanceof Command.Expire c) {
            return expire(c, now);
        } else if (command instanceof Command.Suspect c) {
            return applied(losses.suspect(c.instance()));
        } else if (command instanceof Command.Register c) {
            unclaimed.remove(c.instance());
            List<AttemptId> drop = new ArrayList<>();
            return new Decision(applied(losses.register(c, drop, now)).events(), new Answer.Drop(drop));
        } else if (command instanceof Command.EnginesDied c) {
            unclaimed.removeAll(c.instances());
            return applied(losses.enginesDied(c, now));
        } else if (command instanceof Command.Retain c) {
            return keeping.retain(c.candidates(), now);
        } else {
            return wake(now);
        }
    }

    /** Takes in what has become of an engine, to be told with what is decided. */
    public void note(Event.EngineChanged event) {
        state.apply(event);
    }

    /** Whether anything that was decided is to be committed. */
    public boolean hasChanges() {
        return state.hasChanges();
    }

    /** The rows that the decisions since the last call have changed; to be committed. */
    public Changes takeChanges() {
        return state.takeChanges();
    }

    /** When {@link Command.Wake} is next of use, as a tick; empty if time alone changes nothing. */
    public OptionalLong nextWake() {
        long sweepAt = state.sessions().sweepAt();
        long next = unclaimed.isEmpty() || sweepAt - reclaimAt < 0 ? sweepAt : reclaimAt;
        long look = retention.dueAt().orElse(next);
        return OptionalLong.of(look - next < 0 ? look : next);
    }

    /** The unfinished task with this id, or null. */
    public @Nullable OpenTask find(long task) {
        return state.find(task);
    }

    /**
     * Whether the task is there for {@link Command.Expire} to end: no engine holds it, not even one from which it was
     * suspended.
     */
    public boolean canExpire(long task) {
        OpenTask open = state.find(task);
        return open != null && open.state().held() == null;
    }

    /** All unfinished tasks. */
    public Collection<OpenTask> open() {
        return state.open();
    }

    /**
     * To be called when a store has an unfinished task, and can tell what it is to do. Of a large one the ledger then
     * keeps in memory no more than it needs to decide, unless all together take little. Does nothing if there is none
     * with this id.
     */
    public void stored(long task) {
        if (state.openBytes() > settings.maxOpenBytes() / WHOLE_SHARE) {
            state.outline(task);
        }
    }

    /** The tasks whose current attempt is on this engine, in the order they were assigned. */
    public List<Long> heldBy(String instance) {
        return List.copyOf(state.heldBy(instance));
    }

    /** How many tasks' current attempts are on this engine. */
    public int holds(String instance) {
        return state.heldBy(instance).size();
    }

    /** The unfinished task that was accepted first, or null. */
    public @Nullable OpenTask oldest() {
        Collection<OpenTask> open = state.open();
        return open.isEmpty() ? null : open.iterator().next();
    }

    /** Whether this engine, which held attempts before the ledger was opened, still has time to come back. */
    public boolean isUnclaimed(String instance) {
        return unclaimed.contains(instance);
    }

    /** How many confirmed deaths of engines make a task fail. */
    public int engineLossLimit() {
        return settings.engineLossLimit();
    }

    /** The id that the next accepted task gets. */
    public long nextTask() {
        return state.nextTask();
    }

    /** How many tasks are in each group. */
    public Counts counts() {
        return state.counts();
    }

    /** The code of the state of any task; NO_CODE if there is none with this id, or none any more. */
    public byte stateOf(long task) {
        OpenTask open = state.find(task);
        return open == null ? state.finished().find(task) : open.state().state().code();
    }

    /** Whether a task had this id, has ended, and was removed. */
    public boolean wasRemoved(long task) {
        return stateOf(task) == TaskState.NO_CODE && state.finished().removals().of(task) != null;
    }

    /** Why there is no task with this id, in words. */
    public String absence(long task) {
        return state.finished().absence(task);
    }

    /** As {@link #absence(long)}, of all ids from the first to the last, of which the ledger never had a task. */
    public String absence(long first, long last) {
        return first == last ? absence(first) : "there are no tasks with ids from " + first + " to " + last;
    }

    private Decision assign(Command.Assign c, Now now) {
        OpenTask task = state.find(c.task());
        if (task == null || !task.isQueued() || task.state().abort()) {
            throw new IllegalStateException(
                    "task " + c.task() + " is not queued and cannot be assigned to engine " + c.engineId());
        }
        AttemptId next = new AttemptId(c.task(), task.state().attempt() + 1);
        List<Event> events = new ArrayList<>();
        events.add(new Event.Assigned(next, c.instance(), c.engineId(), Math.max(now.millis(), task.submitted())));
        losses.supersede(task, events);
        return applied(events);
    }

    private Decision start(Command.Start c, Now now) {
        OpenTask task = state.find(c.attempt().task());
        OpenState.Held held = task == null ? null : task.state().held();
        if (task == null
                || held == null
                || task.state().state() != TaskState.ASSIGNED
                || !task.attempt().equals(c.attempt())
                || !task.isHeldBy(c.instance())) {
            return Decision.of(List.of());
        }
        return applied(List.of(new Event.Started(c.attempt(), Math.max(now.millis(), held.dispatched()))));
    }

    private Decision report(Command.Report c, Now now) {
        OpenTask task = state.find(c.attempt().task());
        if (task == null || !task.attempt().equals(c.attempt()) || !task.isHeldBy(c.instance())) {
            List<Event> events = new ArrayList<>();
            losses.forget(c.attempt(), c.instance(), events);
            return new Decision(applied(events).events(), new Answer.Reported(Answer.Use.LATE));
        }
        Event event = c.result() == null ? losses.givenBack(task, now) : ended(task, c.result(), now);
        return new Decision(applied(List.of(event)).events(), new Answer.Reported(Answer.Use.APPLIED));
    }

    private Event ended(OpenTask task, AttemptResult result, Now now) {
        if (task.state().abort()) {
            return Endings.aborted(task, result, now);
        }
        if (!losses.isSpent(task)) {
            boolean retries =
                    task.state().retriesUsed() < task.current().options().retries();
            if (result.outcome() == Outcome.REJECTED) {
                return Endings.again(task, result, Event.Charge.NONE, now);
            } else if (result.outcome() == Outcome.FAILED && retries) {
                return Endings.again(task, result, Event.Charge.RETRY, now);
            }
        }
        return task.hasRecovery() && !Endings.isFinal(result.outcome())
                ? Endings.again(task, result, Event.Charge.RECOVERY, now)
                : Endings.finished(task, result, now);
    }

    private Decision expire(Command.Expire c, Now now) {
        OpenTask task = state.find(c.task());
        return task != null && canExpire(c.task())
                ? applied(List.of(Endings.unmet(task, c.reason(), now)))
                : Decision.of(List.of());
    }

    private Decision wake(Now now) {
        List<Event> events = new ArrayList<>();
        if (now.tick() - reclaimAt >= 0) {
            String evidence = "the engine did not reconnect within "
                    + settings.reclaimAfter().toSeconds() + " s of the controller's restart";
            // Each is applied before the next is decided: a task may be on one of them and have left another.
            unclaimed.forEach(instance -> events.addAll(
                    applied(losses.stayedAway(instance, evidence, now)).events()));
            unclaimed.clear();
        }
        events.addAll(applied(state.sessions().sweep(now)).events());
        OptionalLong look = retention.dueAt();
        return look.isPresent() && now.tick() - look.getAsLong() >= 0
                ? new Decision(events, retention.look(now))
                : Decision.of(events);
    }

    private Decision applied(List<Event> events) {
        events.forEach(state::apply);
        return Decision.of(events);
    }
}
