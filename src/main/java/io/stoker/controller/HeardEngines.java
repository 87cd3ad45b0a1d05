package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The actors of the engines whose statements have come in this ActorSystem. It outlives restarts of the controller's
 * actor and is kept by a stand-by too, so that whoever begins to serve greets them at once.
 */
final class HeardEngines {
    /** By the engine's instance, which has one actor at a time. */
    private final Map<String, ActorRef<ToEngine>> byInstance = new HashMap<>();

    /**
     * Takes the statement of a member in; it may be that of a client.
     *
     * @return whether it is of an engine that was not known
     */
    boolean add(ToController.Statement statement) {
        ActorRef<ToEngine> engine = statement.engine();
        return engine != null && !engine.equals(byInstance.put(statement.instance(), engine));
    }

    /** Those of whom this is true are no members any more. */
    void remove(Predicate<ActorRef<?>> gone) {
        byInstance.values().removeIf(gone);
    }

    List<ActorRef<ToEngine>> all() {
        return List.copyOf(byInstance.values());
    }
}
