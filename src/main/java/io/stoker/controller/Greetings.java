package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.ToEngine;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The engines that are greeted until they answer: the first message to a new cluster node is often dropped. */
final class Greetings {
    private static final long REPEAT_NANOS = 300_000_000L;

    private final Consumer<ActorRef<ToEngine>> greet;
    private final Set<ActorRef<ToEngine>> unanswered = new HashSet<>();
    private long last;

    Greetings(Consumer<ActorRef<ToEngine>> greet) {
        this.greet = greet;
    }

    /** Greets the engine now and until it answers; once more for nothing if it is being greeted already. */
    void add(ActorRef<ToEngine> engine) {
        if (unanswered.add(engine)) {
            greet.accept(engine);
        }
    }

    /** It has answered, or is gone. */
    void end(ActorRef<ToEngine> engine) {
        unanswered.remove(engine);
    }

    /** Those that are not among the engines of now are gone. */
    void retain(Set<ActorRef<ToEngine>> present) {
        unanswered.retainAll(present);
    }

    void repeat(long tick) {
        if (tick - last > REPEAT_NANOS) {
            last = tick;
            unanswered.forEach(greet);
        }
    }
}
