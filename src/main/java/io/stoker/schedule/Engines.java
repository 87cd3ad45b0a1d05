package io.stoker.schedule;

import io.stoker.task.EngineProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engines that are here, indexed by all that the choice asks for: by room and standing in each of their
 * {@link EngineClasses}, by the end of a penalty, and by the last progress of those from which something could be asked
 * back. No operation looks at every engine.
 */
final class Engines {
    private static final int FAILURES_TO_PENALTY = 2;

    private final ScheduleSettings settings;
    private final EngineClasses engineClasses;
    private final long recallAfter;
    private final long failurePenalty;
    private final Map<String, EngineView> present = new HashMap<>();
    private final TreeSet<EngineView> byPenaltyEnd =
            new TreeSet<>(Comparator.comparingLong(EngineView::penaltyEnd).thenComparingLong(EngineView::ordinal));
    /** Only those with something to reclaim. */
    private final TreeSet<EngineView> byLastProgress =
            new TreeSet<>(Comparator.comparingLong(EngineView::lastProgress).thenComparingLong(EngineView::ordinal));

    private long joined;

    Engines(ScheduleSettings settings, EngineClasses engineClasses) {
        this.settings = settings;
        this.engineClasses = engineClasses;
        recallAfter = settings.recallAfter().toNanos();
        failurePenalty = settings.failurePenalty().toNanos();
    }

    @Nullable
    EngineView get(String key) {
        return present.get(key);
    }

    Collection<EngineView> all() {
        return present.values();
    }

    void join(String key, EngineProperties properties) {
        EngineView engine = new EngineView(key, ++joined, engineClasses.freeSlot(), properties, new Pace(settings));
        present.put(key, engine);
        engineClasses.join(engine);
        index(engine);
    }

    void leave(EngineView engine) {
        unindex(engine);
        engineClasses.leave(engine);
        present.remove(engine.key());
    }

    void changeProperties(EngineView engine, EngineProperties properties) {
        change(engine, e -> {
            engineClasses.part(e);
            e.properties(properties);
            engineClasses.meet(e);
        });
    }

    /** The only way to change an engine's view: out of the indexes, changed, back in. */
    void change(EngineView engine, Consumer<EngineView> change) {
        unindex(engine);
        change.accept(engine);
        index(engine);
    }

    /** Takes a task away. The second failure in a row earns a penalty, and so does each that follows. */
    void ended(EngineView engine, long task, long tick, long nanos, boolean failed) {
        change(engine, e -> {
            e.ended(task, tick, nanos, failed);
            if (failed && failurePenalty > 0 && e.failuresInARow() >= FAILURES_TO_PENALTY) {
                e.penalise(tick + failurePenalty);
            }
        });
    }

    /** The engine that gets the next task of the sub-queue, or null if none may have it. */
    @Nullable
    EngineView choose(SubQueue subQueue, boolean onlyIdle, long tick) {
        EngineClass engineClass = subQueue.constraint().engineClass();
        EngineView engine = engineClass.choose(onlyIdle, subQueue.excluded());
        while (engine != null && isStuck(engine, tick)) {
            change(engine, EngineView::stall);
            engine = engineClass.choose(onlyIdle, subQueue.excluded());
        }
        return engine;
    }

    List<Reclaim> overdue(long tick) {
        List<Reclaim> reclaims = new ArrayList<>();
        while (!byLastProgress.isEmpty() && isStuck(byLastProgress.first(), tick)) {
            EngineView engine = byLastProgress.first();
            reclaims.add(new Reclaim(engine.key(), engine.reclaimable()));
            change(engine, EngineView::askedBack);
        }
        return reclaims;
    }

    void endPenalties(long tick) {
        while (!byPenaltyEnd.isEmpty() && tick >= byPenaltyEnd.first().penaltyEnd()) {
            change(byPenaltyEnd.first(), EngineView::forgive);
        }
    }

    private boolean isStuck(EngineView engine, long tick) {
        return !engine.isIdle() && tick - engine.lastProgress() >= recallAfter;
    }

    private void index(EngineView engine) {
        engine.engineClasses().forEach(engineClass -> engineClass.index(engine));
        if (engine.isPenalised()) {
            byPenaltyEnd.add(engine);
        }
        if (engine.hasReclaimable()) {
            byLastProgress.add(engine);
        }
    }

    private void unindex(EngineView engine) {
        engine.engineClasses().forEach(engineClass -> engineClass.unindex(engine));
        if (engine.isPenalised()) {
            byPenaltyEnd.remove(engine);
        }
        if (engine.hasReclaimable()) {
            byLastProgress.remove(engine);
        }
    }
}
