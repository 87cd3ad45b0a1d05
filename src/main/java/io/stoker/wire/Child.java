package io.stoker.wire;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.wire.link.SocketLinks;
import java.util.function.Function;

/**
 * How actors of ours have children: whatever a child throws, an {@link Error} too, it is started again and goes on with
 * its next message; and if one ends all the same, its parent hears of it by {@link akka.actor.typed.Terminated}, which
 * a parent that does not handle it fails for. So no actor is dead while its node seems to be alive. Children run where
 * {@link SocketLinks#dispatcher} says, and must not block.
 */
public final class Child {
    private Child() {}

    /** A child of this name. */
    public static <T> ActorRef<T> spawn(ActorContext<?> parent, Behavior<T> actor, String name) {
        ActorRef<T> child = parent.spawn(restarting(actor), name, dispatcher(parent));
        parent.watch(child);
        return child;
    }

    /**
     * A child that holds what it would not have any more if it were started again: it ends instead, and its parent is
     * told.
     *
     * @param ended the message that tells it
     */
    public static <P, T> ActorRef<T> spawnOnce(
            ActorContext<P> parent, Behavior<T> actor, String name, Function<ActorRef<T>, P> ended) {
        ActorRef<T> child = parent.spawn(actor, name, dispatcher(parent));
        parent.watchWith(child, ended.apply(child));
        return child;
    }

    /** Ends a child, of which the parent hears no more. */
    public static void stop(ActorContext<?> parent, ActorRef<?> child) {
        parent.unwatch(child);
        parent.stop(child);
    }

    private static DispatcherSelector dispatcher(ActorContext<?> parent) {
        return SocketLinks.of(parent.getSystem()).dispatcher();
    }

    private static <T> Behavior<T> restarting(Behavior<T> actor) {
        return Behaviors.supervise(actor).onFailure(Throwable.class, SupervisorStrategy.restart());
    }
}
