package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import io.stoker.wire.EngineName;
import io.stoker.wire.Secret;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import java.util.List;
import java.util.Objects;

/**
 * An engine that is registered.
 *
 * @param id its small id
 * @param instance names this start of it, and of its JVM ({@link EngineName})
 * @param address its cluster node of now
 * @param propertiesVersion grows with each change of its properties, and of {@code draining}
 * @param channel the session with its actor of now
 * @param direct who takes direct calls there
 * @param ticket with which it lets callers in
 * @param suspected whether it is silent
 * @param draining whether it wants no tasks
 */
record Engine(
        int id,
        String instance,
        String address,
        List<String> languages,
        EngineProperties properties,
        long propertiesVersion,
        EngineChannel channel,
        ActorRef<ToDirect> direct,
        Secret ticket,
        boolean suspected,
        boolean draining) {
    private static final int MOST_SHOWN = 100;

    Engine suspected(boolean now) {
        return with(properties, propertiesVersion, channel, ticket, now, draining);
    }

    Engine with(ToController.Properties changed) {
        return with(changed.properties(), changed.version(), channel, ticket, suspected, changed.draining());
    }

    Engine with(EngineChannel another) {
        return with(properties, propertiesVersion, another, ticket, suspected, draining);
    }

    Engine with(Secret another) {
        return with(properties, propertiesVersion, channel, another, suspected, draining);
    }

    private Engine with(
            EngineProperties its,
            long version,
            EngineChannel session,
            Secret entry,
            boolean isSuspected,
            boolean isDraining) {
        return new Engine(
                id, instance, address, languages, its, version, session, direct, entry, isSuspected, isDraining);
    }

    /** Its actor of now. */
    ActorRef<ToEngine> ref() {
        return channel.ref();
    }

    EngineInfo info(int held) {
        return new EngineInfo(id, instance, address, languages, properties, suspected, draining, held);
    }

    /** The JVM it shares with others, or has for itself. */
    String node() {
        return EngineName.node(instance);
    }

    /** For people: "engine 2 (pid 4711 on hut)". */
    String describe() {
        return "engine " + id + " (" + process() + ")";
    }

    /** For people: "pid 4711 on hut". */
    String process() {
        return "pid " + known("pid") + " on " + known("host");
    }

    /** Properties are what tasks have set. */
    private String known(String property) {
        return Utf8.head(Visible.line(Objects.toString(properties.get(property), "?")), MOST_SHOWN);
    }
}
