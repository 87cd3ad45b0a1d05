package io.stoker.client.multi;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.Alarm;
import io.stoker.wire.Child;
import io.stoker.wire.Gate;
import io.stoker.wire.Secret;
import io.stoker.wire.SendingActor;
import io.stoker.wire.Serving;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.values.ValueClientActor;
import io.stoker.wire.values.ValueServerActor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Carries direct calls to engines and their answers back, and asks the controller where engines are; in each
 * ActorSystem of the JVM there is one. It keeps nothing that would be missed.
 */
final class CallerActor extends SendingActor {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long ASK_AGAIN_NANOS = 500_000_000L;
    /** An engine that may only have to register with a controller that has just started. */
    private static final long UNREGISTERED_NANOS = Duration.ofSeconds(30).toNanos();

    private final DirectSession directSession;
    private final ActorRef<Object> self;
    private final Map<CallLine, Asked> asked = new HashMap<>();
    private final Map<CallLine, ActorRef<Object>> values = new HashMap<>();

    /**
     * When the controller was asked for an engine.
     *
     * @param request of the last time
     * @param last the last time
     * @param since the first time since the engine was registered
     */
    private record Asked(long request, long last, long since) {}

    static Behavior<Object> create(DirectSession directSession) {
        return Gate.before(Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new CallerActor(context, timers, directSession))));
    }

    private CallerActor(ActorContext<Object> context, TimerScheduler<Object> timers, DirectSession directSession) {
        super(context, timers);
        this.directSession = directSession;
        this.self = context.getSelf();
        directSession.onWake(this::wake);
        wake(); // calls may have been made before
    }

    @Override
    public Receive<Object> createReceive() {
        return receiver()
                .onMessage(ToCaller.Refused.class, this::onRefused)
                .onMessage(ToCaller.Ticket.class, this::onTicket)
                .onMessage(ToClient.EngineAnswer.class, this::onFound)
                .build();
    }

    @Override
    protected void receive(Frame<?> frame) {
        directSession.find(frame.session()).ifPresent(line -> line.receive(frame, System.nanoTime(), gate));
    }

    private Behavior<Object> onRefused(ToCaller.Refused refused) {
        directSession.find(refused.session()).ifPresent(line -> line.refused(refused));
        return flush();
    }

    private Behavior<Object> onTicket(ToCaller.Ticket ticket) {
        directSession.find(ticket.session()).ifPresent(line -> line.ticket(ticket.ticket()));
        return flush();
    }

    @Override
    protected OptionalLong send(long tick) {
        OptionalLong wake = OptionalLong.empty();
        Collection<CallLine> lines = directSession.lines();
        letGo(lines);
        for (CallLine line : lines) {
            values.computeIfAbsent(line, this::carry);
            wake = Alarm.earlier(wake, line.flush(tick, self.narrow()));
            wake = Alarm.earlier(wake, find(line, tick));
        }
        return wake;
    }

    private ActorRef<Object> carry(CallLine line) {
        return Child.spawn(
                getContext(),
                ValueClientActor.create(line.values()),
                // Of the line, as there may be another one to an engine of the same id before this has ended.
                ValueServerActor.NAME + "-" + line.engine() + "-" + line.serial());
    }

    /** Nothing is to be carried to engines that are gone. */
    private void letGo(Collection<CallLine> lines) {
        values.entrySet().removeIf(entry -> {
            boolean gone = !lines.contains(entry.getKey());
            if (gone) {
                Child.stop(getContext(), entry.getValue());
            }
            return gone;
        });
        asked.keySet().retainAll(lines);
    }

    /** Asks the controller for an engine if that is due; says when it may be due next. */
    private OptionalLong find(CallLine line, long tick) {
        OptionalLong wanted = line.lookUpAt(tick);
        Serving serving = directSession.serving();
        if (wanted.isEmpty() || serving == null) {
            return OptionalLong.empty();
        }
        Asked before = asked.get(line);
        long due = before == null || wanted.getAsLong() - before.last() > ASK_AGAIN_NANOS
                ? wanted.getAsLong()
                : before.last() + ASK_AGAIN_NANOS;
        if (tick - due < 0) {
            return OptionalLong.of(due);
        }
        long request = RANDOM.nextLong();
        asked.put(line, new Asked(request, tick, before == null ? tick : before.since()));
        serving.controller()
                .tell(new ToController.FindEngine(request, line.engine(), line.id(), serving.pass(), self.narrow()));
        return OptionalLong.of(tick + ASK_AGAIN_NANOS);
    }

    private Behavior<Object> onFound(ToClient.EngineAnswer answer) {
        List.copyOf(asked.entrySet()).stream()
                .filter(one -> one.getValue().request() == answer.request())
                .forEach(one -> found(one.getKey(), answer));
        return flush();
    }

    private void found(CallLine line, ToClient.EngineAnswer answer) {
        long tick = System.nanoTime();
        Asked before = asked.remove(line);
        Secret ticket = answer.ticket();
        if (answer.direct() != null && ticket != null) {
            line.at(answer.direct(), ticket, tick);
        } else if (!answer.note().isEmpty()) {
            directSession.gone(line, answer.note());
        } else if (before != null && tick - before.since() > UNREGISTERED_NANOS) {
            directSession.gone(line, "the controller no longer knows it");
        } else if (before != null) {
            asked.put(line, before);
        }
    }
}
