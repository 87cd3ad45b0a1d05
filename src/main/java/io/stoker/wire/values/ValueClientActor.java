package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.Gate;
import io.stoker.wire.SendingActor;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import io.stoker.wire.link.SocketLinks;
import java.util.OptionalLong;

/**
 * Carries the frames of a {@link ValueClient}; in each ActorSystem of the JVM there is one. It keeps nothing. Its name
 * begins with {@link ValueServerActor#NAME}.
 */
public final class ValueClientActor extends SendingActor {
    private final ValueClient client;
    private final ActorRef<WireMessage> self;
    private final Links links;

    /** An actor for the ActorSystem of now. */
    public static Behavior<Object> create(ValueClient client) {
        return Gate.before(Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new ValueClientActor(context, timers, client))));
    }

    private ValueClientActor(ActorContext<Object> context, TimerScheduler<Object> timers, ValueClient client) {
        super(context, timers);
        this.client = client;
        this.self = context.getSelf().narrow();
        this.links = SocketLinks.of(context.getSystem()).values(self);
        client.onRing(this::wake);
        wake(); // there may be something to send since before
    }

    @Override
    public Receive<Object> createReceive() {
        return receiver()
                .onMessage(ToValueClient.Opened.class, this::onOpened)
                .onMessage(ToValueClient.Closed.class, this::onClosed)
                .onMessage(ToValueClient.SessionRefused.class, this::onRefused)
                .build();
    }

    @Override
    protected void receive(Frame<?> frame) {
        client.receive(frame, System.nanoTime(), gate);
    }

    private Behavior<Object> onOpened(ToValueClient.Opened opened) {
        client.opened(opened, links, System.nanoTime());
        return flush();
    }

    private Behavior<Object> onClosed(ToValueClient.Closed closed) {
        client.closed(closed);
        return flush();
    }

    private Behavior<Object> onRefused(ToValueClient.SessionRefused refused) {
        client.refused(refused, System.nanoTime());
        return flush();
    }

    @Override
    protected OptionalLong send(long tick) {
        return client.flush(tick, self);
    }
}
