package io.stoker.wire.channel;

import akka.actor.ExtendedActorSystem;
import akka.serialization.ByteBufferSerializer;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import io.stoker.task.MalformedException;
import io.stoker.task.Packer;
import io.stoker.task.Unpacker;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import io.stoker.wire.WireSerializer;
import io.stoker.wire.guard.RefusedException;
import io.stoker.wire.packed.PackedItems;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Frames in a binary form: {@code form, session, lane, first, received, acknowledged, flags, count}, and for each item
 * the code of its {@linkplain PackedItems form} and its bytes; or else a 0, its class, and the bytes that it has as a
 * message of its own. Named in {@code reference.conf}.
 *
 * <p>An item in which something cannot be read arrives as {@link Unreadable}; a frame that cannot be read is dropped,
 * and its sender asks.
 */
public final class FrameSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {
    private static final int ID = 7_305_001;
    private static final String MANIFEST = "f";
    private static final int FORM = 2;
    private static final int MOST_SAID = 300;
    private static final int AGAIN = 1;
    private static final int ASKS = 2;

    private final ExtendedActorSystem system;
    private volatile @Nullable WireSerializer messages;

    /** Called by Akka. */
    public FrameSerializer(ExtendedActorSystem system) {
        this.system = system;
    }

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object frame) {
        return MANIFEST;
    }

    private WireSerializer messages() {
        WireSerializer known = messages;
        if (known == null) { // the extension is not there yet when this is made
            try {
                known = (WireSerializer) SerializationExtension.get(system).serializerFor(WireMessage.class);
            } catch (NotSerializableException e) {
                throw new IllegalStateException("reference.conf names no serializer of messages", e);
            }
            messages = known;
        }
        return known;
    }

    @Override
    public void toBinary(Object frame, ByteBuffer buffer) {
        pack((Frame<?>) frame).putInto(buffer);
    }

    @Override
    public byte[] toBinary(Object frame) {
        return pack((Frame<?>) frame).toBytes();
    }

    private Packer pack(Frame<?> frame) {
        Packer out = new Packer();
        out.number(FORM);
        out.id(frame.session());
        out.number(frame.lane());
        out.number(frame.first());
        out.number(frame.received());
        out.number(frame.acknowledged());
        out.number((frame.again() ? AGAIN : 0) | (frame.asks() ? ASKS : 0));
        out.number(frame.items().size());
        for (Object item : frame.items()) {
            int code = PackedItems.code(item);
            out.number(code);
            if (code == PackedItems.NONE) {
                out.text(messages().manifest(item));
                out.block(messages().toBinary(item));
            } else {
                PackedItems.pack(item, out);
            }
        }
        return out;
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return fromBinary(bytes, manifest);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        try {
            return frame(new Unpacker(bytes));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw new RefusedException(
                    "a frame that cannot be read: " + Visible.line(Utf8.head(e.toString(), MOST_SAID)));
        }
    }

    private Frame<WireMessage> frame(Unpacker in) {
        long form = in.number();
        if (form != FORM) {
            throw new MalformedException("it has form " + form + ", but only " + FORM + " is known");
        }
        UUID session = in.id();
        int lane = in.integer();
        long first = in.number();
        long received = in.number();
        long acknowledged = in.number();
        long flags = in.number();
        int count = in.count();
        List<WireMessage> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int code = in.integer();
            if (code == PackedItems.NONE) {
                items.add(message(in));
            } else {
                items.add(PackedItems.unpack(code, in));
            }
        }
        return new Frame<>(
                session, lane, first, received, acknowledged, (flags & AGAIN) != 0, (flags & ASKS) != 0, items);
    }

    /** What has a form comes in no other one: it would not be known to be complete. */
    private WireMessage message(Unpacker in) {
        String type = in.text();
        WireMessage message = (WireMessage) messages().fromBinary(in.block(), type);
        WireMessage whole = message instanceof Unreadable part ? part.rest() : message;
        if (PackedItems.code(whole) != PackedItems.NONE) {
            throw new MalformedException("a " + message.kind() + " has not come in its form");
        }
        return message;
    }
}
