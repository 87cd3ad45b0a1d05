package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.Gate;
import io.stoker.wire.Piping;
import io.stoker.wire.SendingActor;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.link.SocketLinks;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Serves large values. {@link ToValueServer.Open} comes by way of its parent, which clients know; frames come straight,
 * by a connection of their own, which {@code reference.conf} gives to actors of its name.
 */
public final class ValueServerActor extends SendingActor {
    /** What the names of the actors begin with that get frames of large values. */
    public static final String NAME = "values";

    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final Piping piping;
    private final ValueServer server;
    private final ActorRef<WireMessage> self;

    private record Sweep() {}

    /** These clients are not to be served any more. */
    public record Forget(Predicate<ActorRef<?>> clients) {}

    /** A server of this keeper's values; when it is started again, the clients begin new sessions. */
    public static Behavior<Object> create(ValueKeeper keeper) {
        return Gate.before(Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Sweep(), SWEEP_EVERY);
            return new ValueServerActor(context, timers, keeper);
        })));
    }

    private ValueServerActor(ActorContext<Object> context, TimerScheduler<Object> timers, ValueKeeper keeper) {
        super(context, timers);
        this.piping = new Piping(context);
        this.self = context.getSelf().narrow();
        SocketLinks.of(context.getSystem()).forget(self); // the sessions of the actor before are over
        this.server = new ValueServer(
                keeper, SocketLinks.of(context.getSystem()).values(self), piping::pipe, System::nanoTime);
    }

    @Override
    public Receive<Object> createReceive() {
        return receiver()
                .onMessage(ToValueServer.Open.class, this::onOpen)
                .onMessage(Piping.Arrived.class, this::onArrived)
                .onMessage(Sweep.class, sweep -> onSweep())
                .onMessage(Forget.class, this::onForget)
                .build();
    }

    @Override
    protected void receive(Frame<?> frame) {
        server.receive(frame, gate);
    }

    private Behavior<Object> onOpen(ToValueServer.Open open) {
        server.open(open, self);
        return flush();
    }

    private Behavior<Object> onArrived(Piping.Arrived arrived) {
        piping.arrived(arrived);
        return flush();
    }

    @Override
    protected void due() {
        server.rang();
    }

    private Behavior<Object> onForget(Forget forget) {
        server.forget(forget.clients());
        return flush();
    }

    private Behavior<Object> onSweep() {
        server.sweep();
        return flush();
    }

    @Override
    protected OptionalLong send(long tick) {
        return server.flush();
    }
}
