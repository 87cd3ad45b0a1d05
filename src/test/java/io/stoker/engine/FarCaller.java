package io.stoker.engine;

import akka.actor.typed.ActorRef;
import io.stoker.wire.Secret;
import io.stoker.wire.ToDirect;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The other end of a caller's session, with the frames it would send. */
final class FarCaller {
    final UUID session = UUID.randomUUID();
    final List<Frame<WireMessage>> frames = new ArrayList<>();
    /** What has come, of both lanes. */
    final List<Object> heard = new ArrayList<>();

    private final String name;
    private final List<Pump<Object, WireMessage>> lanes = ToDirect.LANES.stream()
            .map(lane -> new Pump<Object, WireMessage>(session, lane, frames::add, Limits.MESSAGES, item -> 64))
            .toList();

    FarCaller(String name) {
        this.name = name;
    }

    ToDirect.Open open(boolean continued, int version, String engine, Secret ticket, ActorRef<WireMessage> replyTo) {
        return new ToDirect.Open(session, continued, version, engine, name, ticket, replyTo);
    }

    /** @return the call's number in its lane */
    long call(ToDirect.Call call) {
        return call(call.isControlCall() ? ToDirect.CONTROL : ToDirect.IN_TURN, call);
    }

    long call(int lane, WireMessage call) {
        return lanes.get(lane).send(call);
    }

    /** The frames to send now. */
    List<Frame<WireMessage>> sent(long tick) {
        frames.clear();
        lanes.forEach(lane -> lane.flush(tick));
        return List.copyOf(frames);
    }

    /** What comes counts as dealt with. */
    void receive(Frame<?> frame, long tick) {
        Pump<Object, WireMessage> lane = lanes.get(frame.lane());
        lane.receive(frame, tick, (item, number) -> heard.add(item));
        lane.acknowledgeUpTo(lane.received(), tick);
    }
}
