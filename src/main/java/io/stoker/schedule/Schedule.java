package io.stoker.schedule;

import io.stoker.task.EngineProperties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which task goes to which engine. It is told the state of each task after every change: queued, held by an
 * engine, or nothing; telling it again changes nothing. Engines come and go, and {@link #next} pairs them with tasks
 * until nothing more can be handed out.
 *
 * <p>An engine has room for one task to run and for a prefetch behind it, as long as its tasks are short:
 * {@code prefetchTime} of run time, as learned from {@link #ended}.
 *
 * <p>A task may ask something of its engine, by its {@link Requirement}. With a condition, only engines whose
 * properties meet it fit the task. A task that no engine fits, or that finds those that fit without room, never holds
 * up the ones behind it: the first that can go goes. A task that must be {@link Alone#IN_ENGINE alone in its engine} is
 * only given to an engine that holds nothing, and nothing is put behind it. While one is the first of those for which
 * the same engines will do nobody prefetches, so that engines run empty and its turn comes.
 *
 * <p>A task that must be {@link Alone#IN_NODE alone in its node} is only given to an engine of a node that holds
 * nothing and has no paused engine, and while it is held there the node is given nothing else. A node with one engine
 * is as that engine. One of several engines, which never run empty together by chance, is kept for the first of such
 * tasks for which the same engines will do: the one that holds the least, and another if that is idle before. A node
 * where a task is found to need it ({@link #setHeld}) while others run there gets nothing more either. While other
 * tasks wait, at most half of these nodes, rounded up, are kept or taken.
 *
 * <p>An engine of whose tasks two in a row have failed is passed over for {@code failurePenalty} as long as another one
 * that fits the task is neither paused nor under penalty. When all are under penalty, penalties mean nothing. After one
 * failure an engine is only the last choice among equals.
 *
 * <p>An engine that has {@link #rejected} a task is not given it again for a while, which doubles each time. No other
 * task is concerned, and the task keeps its turn.
 *
 * <p>A tick is a reading in nanoseconds of a clock that never goes back. Not thread-safe.
 */
public final class Schedule {
    private final long unmetTimeout;
    private final TaskQueue queue;
    private final EngineIndex engines;
    private final Constraints constraints;
    private final Exclusions exclusions = new Exclusions();
    private final Reservations reservations;
    private final Matching matching;
    private final Reasons reasons;
    private final WaitDetails details;
    private final Map<Long, EngineState> holders = new HashMap<>();
    private long uses;

    /**
     * @param random used by {@link Choice#RANDOM} and {@link Choice#TWO_CHOICES} only; the same seed makes the same
     *     choices
     */
    public Schedule(ScheduleSettings settings, RandomGenerator random) {
        this(settings, Pool.maker(settings.choice(), random));
    }

    Schedule(ScheduleSettings settings, Supplier<Pool> pools) {
        unmetTimeout = settings.unmetDependencyTimeout().toNanos();
        Comparator<QueueEntry> order = QueueEntry.order(settings.order());
        EngineClasses engineClasses = new EngineClasses(pools, order);
        engines = new EngineIndex(settings, engineClasses);
        constraints = new Constraints(engineClasses, order);
        queue = new TaskQueue(settings.order(), constraints, exclusions);
        reservations = new Reservations(engineClasses, engines, queue, order);
        matching = new Matching(engineClasses, engines, reservations, order);
        reasons = new Reasons(engines, exclusions, reservations);
        details = new WaitDetails(engines, exclusions, queue, unmetTimeout);
    }

    /**
     * The task waits for an engine. A task that waits already keeps its turn, unless it asks for other engines than
     * before; one that an engine held is held no more.
     *
     * @param first whether it was handed out before and came back: it goes before all that were not. Among themselves
     *     these are ordered by id, the lowest first, or the highest for {@link TaskOrder#LIFO}
     */
    public void setQueued(long task, Requirement requirement, boolean first, long tick) {
        release(task, tick);
        queue.set(task, requirement, first, tick);
    }

    /**
     * An engine holds the task, which it may have brought along. While the engine is not here, the task is nobody's.
     *
     * @param alone what it must have to itself: nothing more is put behind it, or on its node; what was before stays
     * @param started whether the engine is known to run it; once it is, that does not change
     */
    public void setHeld(long task, String engine, Alone alone, boolean started, long tick) {
        queue.remove(task);
        EngineState view = engines.get(engine);
        if (holders.get(task) != view) {
            release(task, tick);
        }
        if (view != null && !view.holds(task, alone, started)) {
            holders.put(task, view);
            engines.change(view, e -> e.hold(task, alone, started, tick));
        }
    }

    /** The task is over, or unknown: it is not handed out, and no engine holds it. */
    public void setNothing(long task, long tick) {
        queue.remove(task);
        release(task, tick);
    }

    private void release(long task, long tick) {
        EngineState holder = holders.remove(task);
        if (holder != null) {
            engines.ended(holder, task, tick, -1, false);
        }
    }

    /** Whether the task waits to be handed out. */
    public boolean isQueued(long task) {
        return queue.contains(task);
    }

    /**
     * An engine is here and holds nothing. What it does hold is told by {@link #setHeld}.
     *
     * @param node its JVM, which it shares with all engines of the same node
     * @throws IllegalStateException if it is here already
     */
    public void engineJoined(String engine, String node, EngineProperties properties, long tick) {
        if (engines.get(engine) != null) {
            throw new IllegalStateException("engine " + engine + " is already registered");
        }
        engines.join(engine, node, properties);
        constraints.look(tick);
    }

    /**
     * An engine's properties are others now. What it has rejected it may be given again.
     *
     * @throws IllegalArgumentException if it is not here
     */
    public void engineChanged(String engine, EngineProperties properties, long tick) {
        EngineState view = require(engine, "changed");
        engines.changeProperties(view, properties);
        queue.sort(exclusions.lift(view));
        constraints.look(tick);
    }

    /**
     * An engine is gone or not to be trusted: it gets nothing, and what it held and how it fared is forgotten. Does
     * nothing if it is not here.
     */
    public void engineLeft(String engine, long tick) {
        EngineState view = engines.get(engine);
        if (view != null) {
            queue.sort(exclusions.lift(view));
            engines.leave(view);
            view.held().forEach(holders::remove);
            constraints.look(tick);
        }
    }

    /**
     * An engine is to get nothing for a while, or again what comes.
     *
     * @throws IllegalArgumentException if it is not here
     */
    public void paused(String engine, boolean paused) {
        EngineState view = require(engine, paused ? "paused" : "resumed");
        engines.change(view, e -> e.pause(paused));
    }

    /**
     * An engine is to get nothing until somebody decides otherwise, or again what comes.
     *
     * @throws IllegalArgumentException if it is not here
     */
    public void draining(String engine, boolean draining) {
        EngineState view = require(engine, draining ? "drained" : "resumed");
        engines.change(view, e -> e.drain(draining));
    }

    /** Whether the engine is here. */
    public boolean isHere(String engine) {
        return engines.get(engine) != null;
    }

    /** Whether the engine is here and the task is its own. */
    public boolean holds(String engine, long task) {
        EngineState holder = holders.get(task);
        return holder != null && holder.key().equals(engine);
    }

    /**
     * An engine has run a task that it held, and holds it no more. Nothing if it does not hold it, as reports may come
     * late.
     *
     * @param nanos how long it ran; negative if that says nothing of how long others will
     * @param failed whether its code failed, for which the engine may be passed over for a while
     */
    public void ended(String engine, long task, long tick, long nanos, boolean failed) {
        EngineState view = engines.get(engine);
        if (view != null && holders.remove(task, view)) {
            engines.ended(view, task, tick, nanos, failed);
        }
    }

    /**
     * An engine will not run a task that it held, and is not given it again before the back-off has ended or its
     * properties have changed. Nothing if it does not hold it.
     */
    public void rejected(String engine, long task, long tick) {
        EngineState view = engines.get(engine);
        if (view != null && holders.get(task) == view) {
            release(task, tick);
            exclusions.begin(task, view, tick);
        }
    }

    /** Hands out the first task that can go. Its engine holds it from now on. To be called until it is empty. */
    public Optional<Assignment> next(long tick) {
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        queue.sort(exclusions.end(tick));
        Matching.Match match = matching.next(tick);
        if (match == null) {
            return Optional.empty();
        }
        QueueEntry entry = match.entry();
        EngineState engine = match.engine();
        queue.remove(entry.task());
        engines.change(engine, e -> e.give(entry.task(), entry.requirement().alone(), ++uses, tick));
        holders.put(entry.task(), engine);
        if (entry.requirement().ownsNode()) {
            reservations.end(entry.subQueue());
        }
        return Optional.of(new Assignment(entry.task(), engine.key()));
    }

    /**
     * The tasks to ask back: those waiting behind an attempt that has made no progress for {@code recallAfter}. An
     * engine's oldest task and one that started are never asked back, the others once. Each stays with its engine until
     * something else is told of it, and until the engine makes progress it gets no more.
     */
    public List<Reclaim> overdue(long tick) {
        return engines.overdue(tick);
    }

    /**
     * The queued tasks whose condition no engine has met for {@code unmetDependencyTimeout}, whether busy, paused or
     * under penalty, although there are engines. The clock of a task starts when it is queued and there are engines of
     * which none fits; when one fits or none is left, it stops, and will start afresh. They stay queued until something
     * else is told of them.
     *
     * @param most so many of them at most, whichever; the others are found when these are queued no more
     * @param asked the tasks to tell of: the others are passed over, and take no room
     */
    public List<Unmet> unmet(long tick, int most, LongPredicate asked) {
        List<Unmet> tasks = new ArrayList<>();
        for (Constraint constraint : constraints.unmet()) {
            if (tasks.size() == most) {
                break;
            }
            List<Constraint.Waiting> due = constraint
                    .waiting()
                    .takeWhile(waiting -> tick - waiting.since() >= unmetTimeout)
                    .filter(waiting -> asked.test(waiting.task()))
                    .limit(most - tasks.size())
                    .toList();
            if (!due.isEmpty()) {
                String reason = reasons.unmet(constraint, ", for " + Reasons.seconds(unmetTimeout));
                due.forEach(waiting -> tasks.add(new Unmet(waiting.task(), reason)));
            }
        }
        return tasks;
    }

    /** Why a queued task waits, for people, in a sentence; null if it is not queued. Changes nothing. */
    public @Nullable String explain(long task, long tick) {
        QueueEntry entry = queue.find(task);
        return entry == null ? null : reasons.waits(entry, tick);
    }

    /**
     * As {@link #explain(long, long)}, and more in further lines: what its condition lacks, when it fails for that,
     * which engines have rejected it or are passed over, and how many tasks are before it, of which at most 10,000 are
     * counted.
     *
     * @param names what an engine is called, by its key
     * @return a bounded number of lines; empty if it is not queued
     */
    public List<String> explain(long task, long tick, Function<String, String> names) {
        QueueEntry entry = queue.find(task);
        if (entry == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(reasons.waits(entry, tick)));
        lines.addAll(details.of(entry, tick, names));
        return lines;
    }

    /** How long tasks on this engine last, in nanoseconds, as the latest have; negative if that is not known. */
    public long usualNanos(String engine) {
        EngineState view = engines.get(engine);
        return view == null ? -1 : view.usual();
    }

    private EngineState require(String engine, String use) {
        EngineState view = engines.get(engine);
        if (view == null) {
            throw new IllegalArgumentException("engine " + engine + " is not registered, so it cannot be " + use);
        }
        return view;
    }
}
