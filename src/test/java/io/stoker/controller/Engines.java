package io.stoker.controller;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.EngineProperties;
import io.stoker.wire.Load;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines that register, each with an actor of its own. */
final class Engines {
    private static final AtomicInteger ACTORS = new AtomicInteger();

    private Engines() {}

    static ToController.Hello hello(String instance, int claimedId) {
        return new ToController.Hello(
                1,
                0,
                instance,
                claimedId,
                List.of("groovy"),
                EngineProperties.of(Map.of("pid", 4711L, "host", "hut")),
                0,
                Load.NONE,
                TestInbox.<ToEngine>create("engine-" + ACTORS.incrementAndGet()).getRef(),
                TestInbox.<ToDirect>create().getRef());
    }
}
