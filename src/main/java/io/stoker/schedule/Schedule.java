package io.stoker.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which task goes to which engine. Tasks are offered, engines come and go, and {@link #next} pairs them until
 * nothing more can be handed out.
 *
 * <p>An engine has room for one task to run and for a prefetch behind it, as long as its tasks are short:
 * {@code prefetchTime} of run time, as learned from {@link #ended}. A task offered as {@code alone} is only given to an
 * engine that holds nothing, and nothing is put behind it. While one of these is queued nobody prefetches, so that
 * engines run empty and its turn comes in order.
 *
 * <p>An engine whose attempt failed is passed over for {@code failurePenalty} as long as another engine that is neither
 * paused nor under penalty is here. When all are under penalty, penalties mean nothing.
 *
 * <p>A task is queued, held by one engine, or unknown here. A tick is a reading in nanoseconds of a clock that never
 * goes back. Not thread-safe.
 */
public final class Schedule {
    private final TaskQueue queue;
    private final Engines engines;
    private final Map<Long, EngineView> holders = new HashMap<>();
    private long uses;

    /**
     * @param random used by {@link Choice#RANDOM} and {@link Choice#TWO_CHOICES} only; the same seed makes the same
     *     choices
     */
    public Schedule(ScheduleSettings settings, RandomGenerator random) {
        this(settings, Pool.maker(settings.choice(), random));
    }

    Schedule(ScheduleSettings settings, Supplier<Pool> pools) {
        queue = new TaskQueue(settings.order());
        engines = new Engines(settings, pools);
    }

    /**
     * Queues a task behind those that came before it.
     *
     * @param alone whether it must have an engine to itself
     * @throws IllegalStateException if it is queued or held by an engine
     */
    public void offer(long task, boolean alone) {
        requireUnknown(task, "offered");
        queue.addLast(task, alone);
    }

    /**
     * Queues a task that had been handed out and came back, or is to run again: before all that were never handed out.
     * Among themselves these are ordered by id, the lowest first, or the highest for {@link Order#LIFO}.
     *
     * @param alone whether it must have an engine to itself
     * @throws IllegalStateException if it is queued or held by an engine
     */
    public void offerFirst(long task, boolean alone) {
        requireUnknown(task, "offered");
        queue.addFirst(task, alone);
    }

    /** Takes a task out of the queue: it will not be handed out. False if it is not queued. */
    public boolean withdraw(long task) {
        return queue.remove(task);
    }

    /** Whether the task waits to be handed out. */
    public boolean isQueued(long task) {
        return queue.contains(task);
    }

    /** How many tasks wait to be handed out. */
    public int queued() {
        return queue.size();
    }

    /**
     * An engine is here and holds nothing. What it does hold is told by {@link #started}.
     *
     * @throws IllegalStateException if it is here already
     */
    public void engineJoined(String engine) {
        if (engines.get(engine) != null) {
            throw new IllegalStateException("engine " + engine + " is here already");
        }
        engines.join(engine);
    }

    /**
     * An engine is gone or not to be trusted: it gets nothing, and what it held and how it fared is forgotten. Does
     * nothing if it is not here.
     */
    public void engineLeft(String engine) {
        EngineView view = engines.get(engine);
        if (view != null) {
            engines.leave(view);
            view.held().forEach(holders::remove);
        }
    }

    /**
     * An engine is to get nothing for a while, or again what comes.
     *
     * @throws IllegalArgumentException if it is not here
     */
    public void paused(String engine, boolean paused) {
        EngineView view = engines.get(engine);
        if (view == null) {
            throw new IllegalArgumentException(
                    "engine " + engine + " is not here, so it cannot be " + (paused ? "paused" : "resumed"));
        }
        engines.change(view, e -> e.pause(paused));
    }

    /** Whether the engine is here. */
    public boolean isHere(String engine) {
        return engines.get(engine) != null;
    }

    /** The engine that holds the task, or null if none does. */
    public @Nullable String holder(long task) {
        EngineView holder = holders.get(task);
        return holder == null ? null : holder.key();
    }

    /** Whether the engine is here and the task is its own. */
    public boolean holds(String engine, long task) {
        EngineView holder = holders.get(task);
        return holder != null && holder.key().equals(engine);
    }

    /**
     * An engine is known to run a task. If it was not handed out here, the engine brought it along, and holds it from
     * now on. Ignored when the engine has left, as reports may come late.
     *
     * @throws IllegalStateException if the task is queued, or held by another engine
     */
    public void started(String engine, long task, long tick) {
        EngineView view = engines.get(engine);
        if (view == null) {
            return;
        }
        if (!holds(engine, task)) {
            requireUnknown(task, "started by engine " + engine);
            holders.put(task, view);
        }
        engines.change(view, e -> e.started(task, tick));
    }

    /**
     * An engine no longer holds a task: it ran, or came back without having run. Ignored when the engine has left, as
     * reports may come late.
     *
     * @param nanos how long it ran; negative if it did not or nobody knows
     * @param failed whether its code failed, for which the engine is passed over for a while
     * @throws IllegalStateException if the engine does not hold it
     */
    public void ended(String engine, long task, long tick, long nanos, boolean failed) {
        EngineView view = engines.get(engine);
        if (view == null) {
            return;
        }
        if (!holders.remove(task, view)) {
            throw new IllegalStateException(
                    "task " + task + " cannot have ended on engine " + engine + ": " + whereabouts(task));
        }
        engines.change(view, e -> e.ended(task, tick, nanos));
        if (failed) {
            engines.penalise(view, tick);
        }
    }

    /**
     * Hands out the first task, if an engine may have it. The engine holds it from now on. To be called until it is
     * empty.
     */
    public Optional<Assignment> next(long tick) {
        EngineView engine = queue.isEmpty() ? null : engines.choose(queue.hasAlone(), tick);
        if (engine == null) {
            return Optional.empty();
        }
        TaskQueue.Place place = queue.poll();
        engines.change(engine, e -> e.give(place.task(), place.alone(), ++uses, tick));
        holders.put(place.task(), engine);
        return Optional.of(new Assignment(place.task(), engine.key()));
    }

    /**
     * The tasks to ask back: those waiting behind an attempt that has made no progress for {@code recallAfter}. An
     * engine's oldest task and one that started are never asked back, the others once. Each stays with its engine until
     * {@link #ended}, and until the engine makes progress it gets no more.
     */
    public List<Recall> overdue(long tick) {
        return engines.overdue(tick);
    }

    /**
     * When {@link #overdue} or {@link #next} could find something that is not there now, by time alone; never before
     * {@code tick}. Empty if never.
     */
    public OptionalLong nextWake(long tick) {
        OptionalLong forgiven = queue.isEmpty() ? OptionalLong.empty() : engines.nextForgiven(queue.hasAlone(), tick);
        return LongStream.concat(engines.nextOverdue().stream(), forgiven.stream())
                .map(due -> Math.max(due, tick))
                .min();
    }

    private void requireUnknown(long task, String use) {
        if (queue.contains(task) || holders.containsKey(task)) {
            throw new IllegalStateException("task " + task + " cannot be " + use + ": " + whereabouts(task));
        }
    }

    private String whereabouts(long task) {
        EngineView holder = holders.get(task);
        if (holder != null) {
            return "engine " + holder.key() + " holds it";
        }
        return queue.contains(task) ? "it is queued" : "nobody holds it";
    }
}
