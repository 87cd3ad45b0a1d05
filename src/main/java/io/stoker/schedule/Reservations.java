package io.stoker.schedule;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that must have a node to themselves, and the nodes that are kept for them: at most one for each sub-queue,
 * whose first task gets it. It costs something only while such a task is queued.
 */
final class Reservations {
    private static final Comparator<Node> BY_LOAD = Comparator.comparingInt(Node::load);

    private final SubQueues queued;
    private final EngineIndex engines;
    private final Nodes nodes;
    private final TaskQueue queue;
    private final Comparator<QueueEntry> order;
    /** In the order they were made. */
    private final Map<SubQueue, Node> reserved = new LinkedHashMap<>();

    Reservations(EngineClasses engineClasses, EngineIndex engines, TaskQueue queue, Comparator<QueueEntry> order) {
        queued = engineClasses.alone();
        this.engines = engines;
        nodes = engines.nodes();
        this.queue = queue;
        this.order = order;
    }

    /**
     * The first of the tasks that can go, and its engine. Nodes are kept for those before it, and those that cannot.
     */
    Matching.@Nullable Match next() {
        if (queued.isEmpty()) {
            engines.closeClaimed();
            if (reserved.isEmpty()) {
                return null;
            }
        }
        endThoseInVain();
        for (SubQueue subQueue : queued) {
            boolean wantsNode = !reserved.containsKey(subQueue) && isInTurn(subQueue);
            if (wantsNode && nodes.closed() >= limit()) {
                engines.openClaimed();
            }
            EngineState engine = choose(subQueue);
            if (engine != null) {
                return new Matching.Match(subQueue.head(), engine);
            }
            if (wantsNode && nodes.closed() < limit()) {
                reserve(subQueue);
            }
        }
        return null;
    }

    /** Whether engines that have a node to themselves are to run empty, so that the turn of such a task comes. */
    boolean wantIdleEngine() {
        for (SubQueue subQueue : queued) {
            if (isInTurn(subQueue) && subQueue.constraint().engineClass().servesSingly(subQueue)) {
                return true;
            }
        }
        return false;
    }

    /** The node that is kept for the first task of this sub-queue; null if there is none. */
    @Nullable
    Node of(SubQueue subQueue) {
        return reserved.get(subQueue);
    }

    /** The first task of the sub-queue has got what it waited for. */
    void end(SubQueue subQueue) {
        Node node = reserved.remove(subQueue);
        if (node != null) {
            engines.reserve(node, false);
        }
    }

    private void endThoseInVain() {
        Iterator<Map.Entry<SubQueue, Node>> all = reserved.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<SubQueue, Node> one = all.next();
            if (isInVain(one.getKey(), one.getValue())) {
                all.remove();
                engines.reserve(one.getValue(), false);
            }
        }
        while (nodes.closed() > limit() && !reserved.isEmpty()) {
            reserved.keySet().stream().reduce((one, next) -> next).ifPresent(this::end);
        }
    }

    /** Also when nothing but a pause is in the way, which may be long: what waits may be run there meanwhile. */
    private static boolean isInVain(SubQueue subQueue, Node node) {
        return subQueue.isEmpty()
                || !node.isShared()
                || node.isTaken()
                || (node.hasPaused() && node.load() == 0)
                || node.engines().stream()
                        .noneMatch(engine -> subQueue.constraint().engineClass().has(engine)
                                && !subQueue.excluded().contains(engine)
                                && !engine.isDraining());
    }

    private @Nullable EngineState choose(SubQueue subQueue) {
        EngineClass engineClass = subQueue.constraint().engineClass();
        Node own = reserved.get(subQueue);
        EngineState kept = own == null || !own.isIdle() ? null : best(own, subQueue);
        boolean mayTake = nodes.closed() - (own == null ? 0 : 1) < limit();
        return kept != null
                ? kept
                : engineClass.chooseIdle(subQueue.excluded(), node -> node.isIdle() && (mayTake || !node.isShared()));
    }

    /** The engine of this node that is to have the first task of the sub-queue; null if none may. */
    private static @Nullable EngineState best(Node node, SubQueue subQueue) {
        EngineClass engineClass = subQueue.constraint().engineClass();
        return node.engines().stream()
                .filter(engine -> engineClass.isEligible(engine, subQueue.excluded()))
                .min(Pool::byLoad)
                .orElse(null);
    }

    private void reserve(SubQueue subQueue) {
        nodes.all().stream()
                .filter(node -> node.isShared() && !node.isClosed() && !node.hasPaused())
                .filter(node -> best(node, subQueue) != null)
                .min(BY_LOAD)
                .ifPresent(node -> {
                    reserved.put(subQueue, node);
                    engines.reserve(node, true);
                });
    }

    /** Whether it is before all that may share a node and for which the same engines will do. */
    private boolean isInTurn(SubQueue subQueue) {
        QueueEntry sharing = subQueue.constraint().firstSharing(subQueue);
        return sharing == null || order.compare(subQueue.head(), sharing) < 0;
    }

    /** How many nodes with several engines may be taken or kept at a time. */
    private int limit() {
        int alone = 0;
        for (SubQueue subQueue : queued) {
            alone += subQueue.size();
        }
        return queue.size() == alone ? nodes.shared() : nodes.half();
    }
}
