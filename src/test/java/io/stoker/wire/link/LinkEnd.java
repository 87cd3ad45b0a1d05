package io.stoker.wire.link;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.SendingActor;
import io.stoker.wire.ToClient;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import io.stoker.wire.channel.Pump;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One end of a session that sends numbered items in its own time, and notices what is wrong with those that come. */
final class LinkEnd extends SendingActor {
    private static final Limits LIMITS =
            new Limits(64, 1 << 20, 128 << 10, Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final int MOST_PAUSE_MILLIS = 30;

    private final UUID session;
    private final Kind kind;
    private final String padding;
    private final Side here;
    private final Side there;
    private final Random random;
    private final TimerScheduler<Object> timers;
    private final Set<Long> effective = new HashSet<>();
    private Pump<ToClient, ToClient> pump;
    private long offered;
    private long wanted;

    /** What an end has seen, for any thread. */
    static final class Side {
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private volatile long handed;
        /** All up to this one have taken effect. */
        private volatile long effective;
        /** By the other end, of what was sent. */
        private volatile long acknowledged;

        private volatile long resent;

        /** How many items had to be sent again. */
        long resent() {
            return resent;
        }

        boolean isAtRest(long items) {
            return !wrong.isEmpty() || (handed == items && acknowledged == items);
        }

        Queue<String> wrong() {
            return wrong;
        }
    }

    /** The other end is there. */
    record Begin(ActorRef<Object> peer) {}

    /** So many items more are to be sent. */
    record Send(int items) {}

    /** The session is over. */
    record Close() {}

    private record Offer() {}

    private record TookEffect(long number) {}

    private LinkEnd(
            ActorContext<Object> context,
            TimerScheduler<Object> timers,
            UUID session,
            Kind kind,
            int bytes,
            Side here,
            Side there,
            Random random) {
        super(context, timers);
        this.timers = timers;
        this.session = session;
        this.kind = kind;
        this.padding = "x".repeat(bytes);
        this.here = here;
        this.there = there;
        this.random = random;
    }

    /** @param bytes of each item, roughly */
    static Behavior<Object> create(UUID session, Kind kind, int bytes, Side here, Side there, Random random) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new LinkEnd(context, timers, session, kind, bytes, here, there, random)));
    }

    @Override
    public Receive<Object> createReceive() {
        return receiver()
                .onMessage(Begin.class, this::onBegin)
                .onMessage(Send.class, this::onSend)
                .onMessage(Offer.class, offer -> onOffer())
                .onMessage(TookEffect.class, this::onTookEffect)
                .onMessage(Close.class, close -> onClose())
                .build();
    }

    private Behavior<Object> onBegin(Begin begin) {
        SocketLinks links = SocketLinks.of(getContext().getSystem());
        ActorRef<Object> self = getContext().getSelf();
        Links mine = kind == Kind.MESSAGES ? links.messages(self) : links.values(self);
        pump = new Pump<>(session, 0, mine.to(begin.peer(), session), LIMITS, item -> ((ToClient) item).size());
        return this;
    }

    private Behavior<Object> onSend(Send send) {
        wanted += send.items();
        return onOffer();
    }

    private Behavior<Object> onOffer() {
        for (int i = random.nextInt(10); i >= 0 && offered < wanted && pump.hasRoom(); i--) {
            pump.send(new ToClient.NoAnswer(++offered, padding));
        }
        if (offered < wanted) {
            timers.startSingleTimer(new Offer(), Duration.ofMillis(1 + random.nextInt(MOST_PAUSE_MILLIS)));
        }
        return flush();
    }

    @Override
    protected void receive(Frame<?> frame) {
        if (pump == null || !pump.isOf(frame)) {
            return;
        }
        if (frame.flaw() != null || pump.flaw(frame) != null) {
            here.wrong.add(frame.flaw() + ", " + pump.flaw(frame));
            return;
        }
        @SuppressWarnings("unchecked") // the other end sends nothing else
        Frame<ToClient> ours = (Frame<ToClient>) frame;
        pump.receive(ours, System.nanoTime(), this::handOver);
        check();
    }

    private void handOver(ToClient item, long number) {
        if (!(item instanceof ToClient.NoAnswer known) || known.request() != number || number != here.handed + 1) {
            here.wrong.add("after " + here.handed + " came number " + number + ", " + item.kind());
        }
        here.handed = number;
        int millis = random.nextInt(4) == 0 ? 1 + random.nextInt(100) : 1;
        timers.startSingleTimer(number, new TookEffect(number), Duration.ofMillis(millis));
    }

    private Behavior<Object> onTookEffect(TookEffect event) {
        effective.add(event.number());
        while (effective.remove(here.effective + 1)) {
            here.effective++;
        }
        pump.acknowledge(event.number(), System.nanoTime());
        return flush();
    }

    private void check() {
        here.acknowledged = pump.acknowledged();
        here.resent = pump.resent();
        if (here.acknowledged > there.effective) {
            here.wrong.add("acknowledged up to " + here.acknowledged + ", but effective up to " + there.effective);
        }
    }

    @Override
    protected OptionalLong send(long tick) {
        if (pump == null) {
            return OptionalLong.empty();
        }
        pump.flush(tick);
        return pump.wakeAt();
    }

    private Behavior<Object> onClose() {
        pump.close();
        return Behaviors.stopped();
    }
}
