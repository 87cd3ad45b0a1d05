package io.stoker.schedule;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The nodes whose engines are here, in the order they came. */
final class Nodes {
    private final Map<String, Node> present = new LinkedHashMap<>();
    private int shared;
    private int closed;

    /** The node of this name, which is here from now on. */
    Node of(String key) {
        return present.computeIfAbsent(key, Node::new);
    }

    Collection<Node> all() {
        return present.values();
    }

    /** How many have several engines. */
    int shared() {
        return shared;
    }

    /** How many of these are taken by a task that must have one to itself, or kept for one. */
    int closed() {
        return closed;
    }

    /** Half of those that have several engines, rounded up. */
    int half() {
        return (shared + 1) / 2;
    }

    boolean mustTurn(Node node) {
        return node.mustTurn(closed < half());
    }

    void join(EngineState engine) {
        regroup(engine.node(), () -> engine.node().engines().add(engine));
    }

    void leave(EngineState engine) {
        regroup(engine.node(), () -> engine.node().engines().remove(engine));
    }

    private void regroup(Node node, Runnable change) {
        shared -= node.isShared() ? 1 : 0;
        change.run();
        shared += node.isShared() ? 1 : 0;
        if (node.engines().isEmpty()) {
            present.remove(node.key());
        }
    }

    /** Closes or opens a node; to be called while none of its engines is in any index. */
    void turn(Node node) {
        node.turn();
        closed += node.isClosed() ? 1 : -1;
    }
}
