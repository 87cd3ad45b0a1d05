package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.Secret;
import io.stoker.wire.ToEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sessions with the engines, each of which begins with an {@code Identify} that is repeated until it is answered:
 * the first message to a new cluster node is often dropped.
 */
final class Handshakes {
    private static final long REPEAT_NANOS = 300_000_000L;

    private final Channels channels;
    private final Consumer<EngineChannel> identify;
    private final Map<ActorRef<ToEngine>, EngineChannel> byRef = new HashMap<>();
    private long last;

    Handshakes(Channels channels, Consumer<EngineChannel> identify) {
        this.channels = channels;
        this.identify = identify;
    }

    /**
     * Asks the engine to identify itself, now and until it answers; once more for nothing if it is being asked already.
     *
     * @param pass of its node
     */
    void add(ActorRef<ToEngine> engine, Secret pass) {
        EngineChannel before = byRef.get(engine);
        if (before != null && !before.isAnswered() && before.pass().equals(pass)) {
            return;
        }
        EngineChannel channel = new EngineChannel(engine, pass, before, channels.links(), channels::touch);
        byRef.put(engine, channel);
        channels.begin(channel);
        identify.accept(channel);
    }

    /** The session with this actor, if this is its id; null if it is over. */
    @Nullable
    EngineChannel find(ActorRef<ToEngine> engine, UUID session) {
        EngineChannel channel = byRef.get(engine);
        return channel != null && channel.pump().session().equals(session) ? channel : null;
    }

    /** The actor is gone, or not to be spoken to. */
    void end(ActorRef<ToEngine> engine) {
        EngineChannel channel = byRef.remove(engine);
        if (channel != null) {
            channels.end(channel);
            EngineChannel before = channel.takeBefore();
            if (before != null) {
                channels.end(before);
            }
        }
    }

    /** Those of whom this is true are no members any more: who has not answered yet never will. */
    void remove(Predicate<ActorRef<?>> gone) {
        byRef.values().stream()
                .filter(channel -> !channel.isAnswered())
                .map(EngineChannel::ref)
                .filter(gone)
                .toList()
                .forEach(this::end);
    }

    /** Those of whom this is true are not spoken to any more. */
    void end(Predicate<ActorRef<?>> expelled) {
        List.copyOf(byRef.keySet()).stream().filter(expelled).forEach(this::end);
    }

    void repeat(long tick) {
        if (tick - last > REPEAT_NANOS) {
            last = tick;
            byRef.values().stream().filter(channel -> !channel.isAnswered()).forEach(identify);
        }
    }
}
