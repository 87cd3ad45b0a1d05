package io.stoker.schedule;

import io.stoker.task.EngineProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engines that are here, indexed by all that the choice asks for: by room and standing in each of their
 * {@link EngineClasses}, by the end of a penalty, and by the last progress of those from which something could be asked
 * back; and their {@link Nodes}. No operation looks at every engine.
 */
final class EngineIndex {
    private static final int FAILURES_TO_PENALTY = 2;

    private final ScheduleSettings settings;
    private final EngineClasses engineClasses;
    private final long recallAfter;
    private final long failurePenalty;
    private final Map<String, EngineState> present = new HashMap<>();
    private final Nodes nodes = new Nodes();
    /** Those that are open although tasks there need them to themselves: too many were closed, or others waited. */
    private final Set<Node> claimedButOpen = new LinkedHashSet<>();

    private final TreeSet<EngineState> byPenaltyEnd =
            new TreeSet<>(Comparator.comparingLong(EngineState::penaltyEnd).thenComparingLong(EngineState::ordinal));
    /** Only those with something to reclaim. */
    private final TreeSet<EngineState> byLastProgress =
            new TreeSet<>(Comparator.comparingLong(EngineState::lastProgress).thenComparingLong(EngineState::ordinal));

    private long joined;

    EngineIndex(ScheduleSettings settings, EngineClasses engineClasses) {
        this.settings = settings;
        this.engineClasses = engineClasses;
        recallAfter = settings.recallAfter().toNanos();
        failurePenalty = settings.failurePenalty().toNanos();
    }

    @Nullable
    EngineState get(String key) {
        return present.get(key);
    }

    Collection<EngineState> all() {
        return present.values();
    }

    Nodes nodes() {
        return nodes;
    }

    void join(String key, String nodeKey, EngineProperties properties) {
        Node node = nodes.of(nodeKey);
        EngineState engine =
                new EngineState(key, node, ++joined, engineClasses.freeSlot(), properties, new Pace(settings));
        present.put(key, engine);
        engineClasses.join(engine);
        changeNode(node, () -> nodes.join(engine));
    }

    void leave(EngineState engine) {
        changeNode(engine.node(), () -> nodes.leave(engine));
        engineClasses.leave(engine);
        present.remove(engine.key());
    }

    /** Keeps the node free for a task that must have it to itself, or no longer. */
    void reserve(Node node, boolean now) {
        node.reserve(now);
        turn(node);
    }

    /**
     * Opens a node that is closed only because a task was found to need it while others run there, if there is one:
     * another task, which waits, needs one more.
     */
    void openClaimed() {
        nodes.all().stream().filter(Node::isMerelyClaimed).findFirst().ifPresent(node -> {
            node.giveWay(true);
            turn(node);
        });
    }

    /** Closes nodes that tasks need to themselves which are there, as far as may be: no other task waits for one. */
    void closeClaimed() {
        for (Node node : List.copyOf(claimedButOpen)) {
            node.giveWay(false);
            turn(node);
        }
    }

    /** As {@link #change}, of what all engines of a node have in common. */
    private void changeNode(Node node, Runnable change) {
        node.engines().forEach(this::unindex);
        change.run();
        node.engines().forEach(this::index);
        turn(node);
    }

    private void turn(Node node) {
        if (!node.isClaimed()) {
            node.giveWay(false);
        }
        if (nodes.mustTurn(node)) {
            changeNode(node, () -> nodes.turn(node));
        }
        if (node.isShared() && node.isClaimed() && !node.isClosed()) {
            claimedButOpen.add(node);
        } else {
            claimedButOpen.remove(node);
        }
    }

    void changeProperties(EngineState engine, EngineProperties properties) {
        change(engine, e -> {
            engineClasses.part(e);
            e.properties(properties);
            engineClasses.meet(e);
        });
    }

    /** The only way to change an engine's view: out of the indexes, changed, back in. */
    void change(EngineState engine, Consumer<EngineState> change) {
        unindex(engine);
        change.accept(engine);
        index(engine);
        turn(engine.node());
    }

    /** Takes a task away. The second failure in a row earns a penalty, and so does each that follows. */
    void ended(EngineState engine, long task, long tick, long nanos, boolean failed) {
        change(engine, e -> {
            e.ended(task, tick, nanos, failed);
            if (failed && failurePenalty > 0 && e.failuresInARow() >= FAILURES_TO_PENALTY) {
                e.penalise(tick + failurePenalty);
            }
        });
    }

    /** The engine that gets the next task of the sub-queue, or null if none may have it. */
    @Nullable
    EngineState choose(SubQueue subQueue, boolean onlyIdle, long tick) {
        EngineClass engineClass = subQueue.constraint().engineClass();
        EngineState engine = engineClass.choose(onlyIdle, subQueue.excluded());
        while (engine != null && isStuck(engine, tick)) {
            change(engine, EngineState::stall);
            engine = engineClass.choose(onlyIdle, subQueue.excluded());
        }
        return engine;
    }

    List<Reclaim> overdue(long tick) {
        List<Reclaim> reclaims = new ArrayList<>();
        while (!byLastProgress.isEmpty() && isStuck(byLastProgress.first(), tick)) {
            EngineState engine = byLastProgress.first();
            reclaims.add(new Reclaim(engine.key(), engine.reclaimable()));
            change(engine, EngineState::askedBack);
        }
        return reclaims;
    }

    void endPenalties(long tick) {
        while (!byPenaltyEnd.isEmpty() && tick >= byPenaltyEnd.first().penaltyEnd()) {
            change(byPenaltyEnd.first(), EngineState::forgive);
        }
    }

    private boolean isStuck(EngineState engine, long tick) {
        return !engine.isIdle() && tick - engine.lastProgress() >= recallAfter;
    }

    private void index(EngineState engine) {
        engine.node().count(engine, 1);
        engine.engineClasses().forEach(engineClass -> engineClass.index(engine));
        if (engine.isPenalised()) {
            byPenaltyEnd.add(engine);
        }
        if (engine.hasReclaimable()) {
            byLastProgress.add(engine);
        }
    }

    private void unindex(EngineState engine) {
        engine.node().count(engine, -1);
        engine.engineClasses().forEach(engineClass -> engineClass.unindex(engine));
        if (engine.isPenalised()) {
            byPenaltyEnd.remove(engine);
        }
        if (engine.hasReclaimable()) {
            byLastProgress.remove(engine);
        }
    }
}
