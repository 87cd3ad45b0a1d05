package io.stoker.node;

import akka.actor.typed.ActorSystem;
import akka.management.javadsl.AkkaManagement;
import java.util.concurrent.CompletionStage;

/**
 * Akka Management on a controller's node. The only class of this room that names its libraries, which a program may not
 * have: others can be looked at by a framework that reads all methods of a class.
 */
final class Management {
    private Management() {}

    /**
     * Serves HTTP without authentication, hence on loopback unless insecure binds are allowed; the Java DSL's own
     * switch for it lets the nameless in.
     *
     * @return the port
     */
    static CompletionStage<Integer> start(ActorSystem<?> system) {
        return AkkaManagement.get(system).start(settings -> settings).thenApply(uri -> uri.getPort());
    }
}
