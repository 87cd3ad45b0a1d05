package io.stoker.wire.link;

import akka.actor.ExtendedActorSystem;
import com.typesafe.config.Config;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.FrameSerializer;

/** Frames as blocks of bytes, in the form that they have as messages of an ActorSystem. Thread-safe. */
final class FrameForm {
    private final FrameSerializer serializer;
    private final int longestMessage;
    private final int longestValue;

    FrameForm(ExtendedActorSystem system) {
        this.serializer = new FrameSerializer(system);
        Config artery = system.settings().config().getConfig("akka.remote.artery.advanced");
        this.longestMessage = Math.toIntExact(artery.getBytes("maximum-frame-size"));
        this.longestValue = Math.toIntExact(artery.getBytes("maximum-large-frame-size"));
    }

    /** The most bytes of a frame: as many as by way of Akka. */
    int longest(Kind kind) {
        return kind == Kind.MESSAGES ? longestMessage : longestValue;
    }

    byte[] write(Frame<?> frame) {
        return serializer.toBinary(frame);
    }

    /**
     * Reads {@link #write}.
     *
     * @throws io.stoker.wire.guard.RefusedException if it cannot be read
     */
    Frame<?> read(byte[] bytes) {
        return (Frame<?>) serializer.fromBinary(bytes, "");
    }
}
