package io.stoker.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engines that are here, indexed by all that the choice asks for: room, standing, the end of a penalty, and the
 * last progress of those from which something could be asked back. No operation looks at every engine.
 */
final class Engines {
    private final ScheduleSettings settings;
    private final long recallAfter;
    private final long failurePenalty;
    private final Map<String, EngineView> present = new HashMap<>();
    private final Candidates unpenalised;
    private final Candidates penalised;
    private final TreeSet<EngineView> byPenaltyEnd =
            new TreeSet<>(Comparator.comparingLong(EngineView::penaltyEnd).thenComparingLong(EngineView::ordinal));
    /** Only those with something to recall. */
    private final TreeSet<EngineView> byLastProgress =
            new TreeSet<>(Comparator.comparingLong(EngineView::lastProgress).thenComparingLong(EngineView::ordinal));

    private long joined;

    Engines(ScheduleSettings settings, Supplier<Pool> pools) {
        this.settings = settings;
        recallAfter = settings.recallAfter().toNanos();
        failurePenalty = settings.failurePenalty().toNanos();
        unpenalised = new Candidates(pools);
        penalised = new Candidates(pools);
    }

    @Nullable
    EngineView get(String key) {
        return present.get(key);
    }

    void join(String key) {
        EngineView engine = new EngineView(key, ++joined, new Pace(settings));
        present.put(key, engine);
        index(engine);
    }

    void leave(EngineView engine) {
        unindex(engine);
        present.remove(engine.key());
    }

    /** The only way to change an engine's view: out of the indexes, changed, back in. */
    void change(EngineView engine, Consumer<EngineView> change) {
        unindex(engine);
        change.accept(engine);
        index(engine);
    }

    void penalise(EngineView engine, long tick) {
        if (failurePenalty > 0) {
            change(engine, e -> e.penalise(tick + failurePenalty));
        }
    }

    /** The engine that gets the next task, or null if none may have it. */
    @Nullable
    EngineView choose(boolean onlyIdle, long tick) {
        endPenalties(tick);
        EngineView engine = eligible().choose(onlyIdle);
        while (engine != null && isStuck(engine, tick)) {
            change(engine, EngineView::stall);
            engine = eligible().choose(onlyIdle);
        }
        return engine;
    }

    List<Recall> overdue(long tick) {
        List<Recall> recalls = new ArrayList<>();
        while (!byLastProgress.isEmpty() && isStuck(byLastProgress.first(), tick)) {
            EngineView engine = byLastProgress.first();
            recalls.add(new Recall(engine.key(), engine.recallable()));
            change(engine, EngineView::askedBack);
        }
        return recalls;
    }

    /** When something will next be overdue. */
    OptionalLong nextOverdue() {
        return byLastProgress.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(byLastProgress.first().lastProgress() + recallAfter);
    }

    /** When a penalty ends that keeps an engine with room from being chosen. */
    OptionalLong nextForgiven(boolean onlyIdle, long tick) {
        endPenalties(tick);
        boolean passedOver = !unpenalised.isEmpty() && penalised.hasRoom(onlyIdle);
        return passedOver ? OptionalLong.of(byPenaltyEnd.first().penaltyEnd()) : OptionalLong.empty();
    }

    /** When all are under penalty, the penalty says nothing about any of them. */
    private Candidates eligible() {
        return unpenalised.isEmpty() ? penalised : unpenalised;
    }

    private boolean isStuck(EngineView engine, long tick) {
        return !engine.isIdle() && tick - engine.lastProgress() >= recallAfter;
    }

    private void endPenalties(long tick) {
        while (!byPenaltyEnd.isEmpty() && tick >= byPenaltyEnd.first().penaltyEnd()) {
            change(byPenaltyEnd.first(), EngineView::forgive);
        }
    }

    private void index(EngineView engine) {
        (engine.isPenalised() ? penalised : unpenalised).add(engine);
        if (engine.isPenalised()) {
            byPenaltyEnd.add(engine);
        }
        if (engine.hasRecallable()) {
            byLastProgress.add(engine);
        }
    }

    private void unindex(EngineView engine) {
        (engine.isPenalised() ? penalised : unpenalised).remove(engine);
        if (engine.isPenalised()) {
            byPenaltyEnd.remove(engine);
        }
        if (engine.hasRecallable()) {
            byLastProgress.remove(engine);
        }
    }
}
