package io.stoker.wire.channel;

import akka.actor.ExtendedActorSystem;
import akka.serialization.ByteBufferSerializer;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.stoker.wire.WireMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Frames as CBOR without the names of their parts: {@code form, session, lane, first, received, acknowledged, flags},
 * and for each item its class and its bytes, which are those it has as a message of its own. Named in
 * {@code reference.conf}.
 *
 * <p>An item in which something cannot be read arrives as {@link io.stoker.wire.Unreadable}; a frame that cannot be
 * read is dropped, and its sender asks.
 */
public final class FrameSerializer extends SerializerWithStringManifest implements ByteBufferSerializer {
    private static final int ID = 7_305_001;
    private static final String MANIFEST = "f";
    private static final int FORM = 1;
    private static final int AGAIN = 1;
    private static final int ASKS = 2;
    /** Fewer bytes are no item. */
    private static final int LEAST_ITEM = 2;

    private final CBORFactory cbor = new CBORFactory();
    private final ExtendedActorSystem system;

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

    private SerializerWithStringManifest messages() throws NotSerializableException {
        // Not there yet when this is made.
        return (SerializerWithStringManifest) SerializationExtension.get(system).serializerFor(WireMessage.class);
    }

    @Override
    public void toBinary(Object frame, ByteBuffer buffer) {
        buffer.put(toBinary(frame));
    }

    @Override
    public byte[] toBinary(Object object) {
        Frame<?> frame = (Frame<?>) object;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (CBORGenerator out = cbor.createGenerator(bytes)) {
            SerializerWithStringManifest messages = messages();
            out.writeNumber(FORM);
            out.writeNumber(frame.session().getMostSignificantBits());
            out.writeNumber(frame.session().getLeastSignificantBits());
            out.writeNumber(frame.lane());
            out.writeNumber(frame.first());
            out.writeNumber(frame.received());
            out.writeNumber(frame.acknowledged());
            out.writeNumber((frame.again() ? AGAIN : 0) | (frame.asks() ? ASKS : 0));
            out.writeNumber(frame.items().size());
            for (Object item : frame.items()) {
                out.writeString(messages.manifest(item));
                out.writeBinary(messages.toBinary(item));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a frame", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object fromBinary(ByteBuffer buffer, String manifest) throws NotSerializableException {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return fromBinary(bytes, manifest);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try (CBORParser in = cbor.createParser(bytes)) {
            long form = number(in);
            if (form != FORM) {
                throw new NotSerializableException("a frame of form " + form + ", but only " + FORM + " is known");
            }
            UUID session = new UUID(number(in), number(in));
            int lane = (int) number(in);
            long first = number(in);
            long received = number(in);
            long acknowledged = number(in);
            long flags = number(in);
            List<WireMessage> items = items((int) number(in), bytes.length, in);
            return new Frame<>(
                    session, lane, first, received, acknowledged, (flags & AGAIN) != 0, (flags & ASKS) != 0, items);
        } catch (NotSerializableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw (NotSerializableException)
                    new NotSerializableException("a frame that cannot be read: " + e).initCause(e);
        }
    }

    private List<WireMessage> items(int count, int bytes, CBORParser in) throws IOException {
        if (count < 0 || count > bytes / LEAST_ITEM) {
            throw new NotSerializableException("a frame of " + bytes + " bytes that says it has " + count + " items");
        }
        SerializerWithStringManifest messages = messages();
        List<WireMessage> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String manifest = in.nextTextValue();
            if (manifest == null || in.nextToken() != JsonToken.VALUE_EMBEDDED_OBJECT) {
                throw new NotSerializableException("a frame whose item " + i + " has no class or no bytes");
            }
            items.add((WireMessage) messages.fromBinary(in.getBinaryValue(), manifest));
        }
        return items;
    }

    private static long number(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new NotSerializableException("a frame with " + in.currentToken() + " in place of a number");
        }
        return in.getLongValue();
    }
}
