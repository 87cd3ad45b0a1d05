package io.stoker.wire;

import akka.actor.Dropped;
import akka.actor.typed.Behavior;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a noise about messages of ours that Akka has dropped, which it does for frames that are too large and queues
 * that are too long.
 */
public final class DroppedWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedWatch.class);
    private static final AtomicLong COUNT = new AtomicLong();

    private DroppedWatch() {}

    /** How many of our messages were dropped in this JVM; anything but 0 is a defect of Stoker. */
    public static long count() {
        return COUNT.get();
    }

    /** An actor that counts and logs them for its ActorSystem. */
    public static Behavior<Dropped> create() {
        return Behaviors.setup(context -> {
            context.getSystem().eventStream().tell(new EventStream.Subscribe<>(Dropped.class, context.getSelf()));
            return Behaviors.receive(Dropped.class) // a peer may send anything else by this actor's path
                    .onMessage(Dropped.class, dropped -> {
                        log(dropped);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private static void log(Dropped dropped) {
        if (dropped.message() instanceof WireMessage message) {
            COUNT.incrementAndGet();
            LOG.error(
                    "dropped a {} to {}: {}",
                    message.getClass().getSimpleName(),
                    dropped.recipient(),
                    dropped.reason());
        }
    }
}
