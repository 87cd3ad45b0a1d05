package io.stoker.controller;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.Alarm;
import io.stoker.wire.BoundedLog;
import io.stoker.wire.Gate;
import io.stoker.wire.ToController;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The channels to the clients: which sessions there are, what comes in them, and when what is sent leaves. */
final class Clients {
    private final ActorContext<Object> context;
    private final Members members;
    private final long epoch;
    private final Alarm alarm;
    private final Gate gate;
    private final BoundedLog log;
    private final Map<UUID, Client> bySession = new HashMap<>();
    private final Map<String, Client> byInstance = new HashMap<>();
    /** Those that may have something to send. */
    private final Set<Client> touched = new LinkedHashSet<>();

    private final Function<Client, Delivery> deliveries;

    /** The client of a session has ended, or was removed from the cluster. */
    record ClientEnded(UUID session) {}

    /** Takes what comes in a channel. */
    interface Taker {
        /**
         * Takes an item.
         *
         * @param number to be {@linkplain io.stoker.wire.channel.Pump#acknowledge acknowledged}
         */
        void take(Client from, WireMessage item, long number);
    }

    /** @param deliveries makes what brings a client the results it waits for */
    Clients(
            ActorContext<Object> context,
            TimerScheduler<Object> timers,
            Members members,
            long epoch,
            Function<Client, Delivery> deliveries) {
        this.deliveries = deliveries;
        this.context = context;
        this.members = members;
        this.epoch = epoch;
        this.alarm = new Alarm(timers);
        this.gate = new Gate(context.getLog());
        this.log = new BoundedLog(context.getLog());
    }

    /**
     * Begins a session. One for another controller is none: the client is about to hear which one serves. Nor is one of
     * a client that is no member of the cluster, whose end nobody would tell: it asks again when it has joined.
     *
     * @return the client of before, whose session is over; null if there was none
     */
    @Nullable
    Client open(ToController.Open open) {
        Client before = byInstance.get(open.instance());
        boolean outdated = before != null && before.number() >= open.number();
        if (open.epoch() != epoch || outdated || !members.has(members.addressOf(open.client()))) {
            return null;
        }
        if (before != null) {
            ended(new ClientEnded(before.pump().session()));
        }
        Client client = new Client(open, touched::add, deliveries);
        bySession.put(open.session(), client);
        byInstance.put(client.instance(), client);
        context.unwatch(client.ref()); // an incarnation of this actor before may have watched it
        context.watchWith(client.ref(), new ClientEnded(open.session()));
        return before;
    }

    /**
     * The session of a client is over.
     *
     * @return the client; null if its session was over before
     */
    @Nullable
    Client ended(ClientEnded ended) {
        Client client = bySession.remove(ended.session());
        if (client != null) {
            byInstance.remove(client.instance(), client);
            touched.remove(client);
            context.unwatch(client.ref());
        }
        return client;
    }

    /** A frame of a session that is over, or of another controller's, is dropped. */
    void receive(Frame<?> frame, Taker taker) {
        Client client = gate.admits(frame) ? bySession.get(frame.session()) : null;
        if (client == null || !client.pump().isOf(frame)) {
            return;
        }
        String flaw = client.pump().flaw(frame);
        if (flaw != null) {
            log.error("dropped a frame of client " + client.instance() + ": " + flaw);
            return;
        }
        receive(client, frame, taker);
    }

    @SuppressWarnings("unchecked") // items are looked at one by one
    private void receive(Client client, Frame<?> frame, Taker taker) {
        touched.add(client);
        client.pump()
                .receive(
                        (Frame<WireMessage>) frame,
                        System.nanoTime(),
                        (item, number) -> taker.take(client, item, number));
    }

    /** Lets everything go that was sent. */
    void flush() {
        long tick = System.nanoTime();
        for (Client client : touched) {
            client.flush(tick);
            alarm.set(client.pump().wakeAt(), tick);
        }
        touched.clear();
    }

    /** To be called often. */
    void look(long tick) {
        bySession.values().forEach(client -> client.delivery().look(tick));
    }

    /** The alarm has rung: {@link #flush} is to look at all. */
    void rang() {
        alarm.heard();
        touched.addAll(bySession.values());
    }
}
