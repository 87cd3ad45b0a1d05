package io.stoker.controller;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.EngineProperties;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import io.stoker.wire.channel.Links;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines that register, each with an actor of its own. */
final class Engines {
    private static final AtomicInteger ACTORS = new AtomicInteger();

    private Engines() {}

    /** Puts an engine on a roster. */
    static Engine register(Roster roster, ToController.Register register, String address) {
        return roster.register(
                register,
                new EngineChannel(register.engine(), TestSecrets.PASS, null, Links.AKKA, touched -> {}),
                address);
    }

    static ToController.Register hello(String instance, int claimedId) {
        return new ToController.Register(
                1,
                0,
                new UUID(1, 2),
                instance,
                claimedId,
                List.of("groovy"),
                EngineProperties.of(Map.of("pid", 4711L, "host", "hut")),
                0,
                false,
                HeldAttempts.NONE,
                TestInbox.<ToEngine>create("engine-" + ACTORS.incrementAndGet()).getRef(),
                TestInbox.<ToDirect>create().getRef(),
                TestSecrets.PASS,
                TestSecrets.key(instance),
                TestSecrets.PASS);
    }
}
