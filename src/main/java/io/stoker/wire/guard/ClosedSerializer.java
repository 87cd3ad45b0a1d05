package io.stoker.wire.guard;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in the place of every serializer that no node of ours needs. Its own identifier is nobody's, so that Akka
 * knows none for what a peer may send for the one in whose place it stands.
 */
public final class ClosedSerializer extends SerializerWithStringManifest {
    /** Akka wants them to differ; its own, and those of libraries, are above 0. */
    private static final AtomicInteger LAST = new AtomicInteger();

    private final int identifier = LAST.decrementAndGet();
    private final String name;

    /** Called by Akka. */
    public ClosedSerializer(ExtendedActorSystem system, String name) {
        this.name = name;
    }

    @Override
    public int identifier() {
        return identifier;
    }

    @Override
    public String manifest(Object message) {
        return "";
    }

    @Override
    public byte[] toBinary(Object message) {
        throw new IllegalArgumentException("a " + message.getClass().getName() + " is nothing that nodes send to each"
                + " other: the serializer '" + name + "' is closed");
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        throw new RefusedException("the serializer '" + name + "' is closed");
    }
}
