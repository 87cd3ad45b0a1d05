package io.stoker.controller;

import io.stoker.wire.Alarm;
import io.stoker.wire.BoundedLog;
import io.stoker.wire.Gate;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The sessions with clients and engines: what comes in them, and when what is sent leaves. */
final class Channels {
    private final Alarm alarm;
    private final Gate gate;
    private final BoundedLog log;
    private final Links links;
    private final Map<UUID, Peer<?>> peers = new HashMap<>();
    /** Those that may have something to send. */
    private final Set<Peer<?>> touched = new LinkedHashSet<>();
    /** Of the sessions that are over. */
    private final Map<ControllerMetrics.Peers, ChannelSums> ended = new EnumMap<>(ControllerMetrics.Peers.class);

    /** Takes what comes. */
    interface Taker {
        /**
         * Takes an item.
         *
         * @param number to be {@linkplain Peer#acknowledge acknowledged}
         */
        void take(Peer<?> from, WireMessage item, long number);
    }

    /** @param links those of the controller's actor */
    Channels(Alarm alarm, Logger log, Links links) {
        this.alarm = alarm;
        this.gate = new Gate(log);
        this.log = new BoundedLog(log);
        this.links = links;
    }

    /** How sessions that are about to begin reach their other ends. */
    Links links() {
        return links;
    }

    /** There may be something to send to it. */
    void touch(Peer<?> peer) {
        touched.add(peer);
    }

    /** Begins a session. */
    void begin(Peer<?> peer) {
        peers.put(peer.pump().session(), peer);
    }

    /** The session is over. */
    void end(Peer<?> peer) {
        if (peers.remove(peer.pump().session(), peer)) {
            peer.pump().close();
            sums(ended, peer).addEnded(peer.pump());
        }
        touched.remove(peer);
    }

    private static ChannelSums sums(Map<ControllerMetrics.Peers, ChannelSums> all, Peer<?> peer) {
        boolean isClient = peer instanceof Client;
        return all.computeIfAbsent(
                isClient ? ControllerMetrics.Peers.CLIENT : ControllerMetrics.Peers.ENGINE, key -> new ChannelSums());
    }

    /** How much the sessions have carried. */
    void tell(ControllerMetrics metrics) {
        Map<ControllerMetrics.Peers, ChannelSums> now = new EnumMap<>(ControllerMetrics.Peers.class);
        peers.values().forEach(peer -> sums(now, peer).add(peer.pump()));
        for (ControllerMetrics.Peers each : ControllerMetrics.Peers.values()) {
            ChannelSums before = ended.getOrDefault(each, new ChannelSums());
            now.getOrDefault(each, new ChannelSums()).tell(metrics, each, before);
        }
    }

    /** Whose session this is; null if it is over, or another controller's. */
    @Nullable
    Peer<?> find(UUID session) {
        return peers.get(session);
    }

    /** Takes a frame in; one of a session that there is not is dropped. */
    void receive(Frame<?> frame, Taker taker) {
        Peer<?> peer = gate.admits(frame) ? peers.get(frame.session()) : null;
        if (peer == null || !peer.pump().isOf(frame)) {
            return;
        }
        String flaw = peer.pump().flaw(frame);
        if (flaw != null) {
            log.error("dropped a frame of " + peer.describe() + ": " + flaw);
            return;
        }
        touched.add(peer);
        receive(peer, frame, taker);
    }

    @SuppressWarnings("unchecked") // items are looked at one by one
    private static void receive(Peer<?> peer, Frame<?> frame, Taker taker) {
        peer.pump()
                .receive(
                        (Frame<WireMessage>) frame,
                        System.nanoTime(),
                        (item, number) -> taker.take(peer, item, number));
    }

    /** Lets everything go that was sent. */
    void flush() {
        long tick = System.nanoTime();
        for (Peer<?> peer : touched) {
            peer.flush(tick);
            alarm.set(peer.pump().wakeAt(), tick);
        }
        touched.clear();
    }

    /** The alarm has woken the controller: {@link #flush} is to look at all. */
    void rang(Alarm.Wake wake) {
        alarm.heard(wake);
        touched.addAll(peers.values());
    }
}
