package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.wire.Secret;
import io.stoker.wire.ToEngine;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The session with one actor of an engine, from {@code Identify} on. */
final class EngineChannel extends Peer<ToEngine.Item> {
    private final ActorRef<ToEngine> ref;
    private final Secret pass;
    private @Nullable EngineChannel before;
    private String instance = "";
    private boolean identifySent;

    /**
     * The session that the next {@code Identify} begins.
     *
     * @param pass of the engine's node
     * @param before the session that this takes the place of; null if there is none
     * @param links those of the controller's actor
     * @param touched is told when there is something to send
     */
    EngineChannel(
            ActorRef<ToEngine> ref,
            Secret pass,
            @Nullable EngineChannel before,
            Links links,
            Consumer<Peer<?>> touched) {
        super(UUID.randomUUID(), ref, links, Limits.MESSAGES, touched);
        this.ref = ref;
        this.pass = pass;
        this.before = before;
    }

    /** The session before, once: it is over when {@code Identify} leaves. */
    @Nullable
    EngineChannel takeBefore() {
        EngineChannel taken = before;
        before = null;
        return taken;
    }

    /** What the engine's node believes the controller by. */
    Secret pass() {
        return pass;
    }

    ActorRef<ToEngine> ref() {
        return ref;
    }

    /** {@code Identify} has left: what follows finds the session begun. */
    void identifySent() {
        identifySent = true;
        touch();
    }

    @Override
    void flush(long tick) {
        if (identifySent) {
            super.flush(tick);
        }
    }

    /** It has said who it is. */
    void answered(String itsInstance) {
        instance = itsInstance;
    }

    /** Whether the engine has answered {@code Identify}, and so taken the session up. */
    boolean isAnswered() {
        return !instance.isEmpty();
    }

    /** The engine's JVM; empty before it has answered. */
    String instance() {
        return instance;
    }

    @Override
    String describe() {
        return "engine " + (isAnswered() ? instance : ref.path());
    }
}
