package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.ToEngine;
import java.util.HashSet;
import java.util.Set;

/** The engines that are greeted until they answer: the first message to a new cluster node is often dropped. */
final class Greetings {
    /** How long after its dispatch an attempt may be unknown to its engine before the engine is asked. */
    static final long PATIENCE_MILLIS = 2_000;

    private static final long REPEAT_NANOS = 300_000_000L;

    private final ToEngine.Greeting greeting;
    private final Set<ActorRef<ToEngine>> strangers = new HashSet<>();
    private final Set<ActorRef<ToEngine>> asked = new HashSet<>();
    private long last;

    Greetings(ToEngine.Greeting greeting) {
        this.greeting = greeting;
    }

    /** These, and no others, are here and have not registered. */
    void only(Set<ActorRef<ToEngine>> now) {
        now.stream().filter(engine -> !strangers.contains(engine)).forEach(engine -> engine.tell(greeting));
        strangers.clear();
        strangers.addAll(now);
    }

    /** A registered engine is to say anew what it holds. */
    void add(ActorRef<ToEngine> engine) {
        if (asked.add(engine)) {
            engine.tell(greeting);
        }
    }

    void answered(ActorRef<ToEngine> engine) {
        strangers.remove(engine);
        asked.remove(engine);
    }

    void repeat(long tick) {
        if (tick - last > REPEAT_NANOS) {
            last = tick;
            strangers.forEach(engine -> engine.tell(greeting));
            // Who was asked and has not answered is asked again by the next comparison, if it is still here.
            asked.clear();
        }
    }
}
