package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.Secret;
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
    private final Map<String, Heard> byInstance = new HashMap<>();

    /** @param pass of its node */
    record Heard(ActorRef<ToEngine> engine, Secret pass) {}

    /**
     * Takes the statement of a member in; it may be that of a client.
     *
     * @param pass of the member
     * @return whether it is of an engine that was not known
     */
    boolean add(ToController.Statement statement, Secret pass) {
        ActorRef<ToEngine> engine = statement.engine();
        if (engine == null) {
            return false;
        }
        Heard now = new Heard(engine, pass);
        return !now.equals(byInstance.put(statement.instance(), now));
    }

    /** Those of whom this is true are no members any more. */
    void remove(Predicate<ActorRef<?>> gone) {
        byInstance.values().removeIf(heard -> gone.test(heard.engine()));
    }

    List<Heard> all() {
        return List.copyOf(byInstance.values());
    }
}
