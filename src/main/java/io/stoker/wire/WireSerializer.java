package io.stoker.wire;

import akka.actor.ExtendedActorSystem;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import akka.serialization.jackson.JacksonSerializer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import io.stoker.wire.guard.RefusedException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Akka's Jackson serializer for CBOR, except that a message of ours in which something cannot be read is not dropped:
 * it arrives as {@link Unreadable}, so that its sender can be told. Named in {@code reference.conf}.
 */
public final class WireSerializer extends JacksonSerializer {
    /** The names of messages: no class of any other name is looked for, as one that cannot be linked ends a system. */
    private static final Pattern MESSAGE =
            Pattern.compile("io\\.stoker\\.wire\\.(?:To[A-Za-z]{1,40}|Question)\\$[A-Za-z]{1,40}");

    private static final int MOST_SAID = 300;

    /** Called by Akka. */
    public WireSerializer(ExtendedActorSystem system, String bindingName) {
        super(
                system,
                bindingName,
                JacksonObjectMapperProvider.get(system).getOrCreate(bindingName, Optional.of(new CBORFactory())));
    }

    /**
     * Reads a message of ours. Nothing but a {@link RefusedException} leaves this: Akka survives any other exception as
     * well, but logs each with its stack, and no {@link Error}.
     */
    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        if (!MESSAGE.matcher(manifest).matches()) {
            throw new RefusedException(
                    "no message of ours is called '" + Visible.line(Utf8.head(manifest, MOST_SAID)) + "'");
        }
        try {
            Object message = super.fromBinary(bytes, manifest);
            if (message == null) { // which Akka does not expect: the stream that delivers it would fail
                throw new RefusedException("a message that is null");
            }
            return message;
        } catch (RefusedException e) {
            throw e;
        } catch (Exception | StackOverflowError | LinkageError e) { // Scala's methods throw what they do not declare
            Unreadable known = known(bytes, manifest);
            if (known == null) {
                throw new RefusedException(
                        "a message that cannot be read: " + Visible.line(Utf8.head(e.toString(), MOST_SAID)));
            }
            return known;
        }
    }

    /** Nodes of ours compress nothing, and what they do not send is not inflated. */
    @Override
    public byte[] decompress(byte[] bytes) {
        return bytes;
    }

    /** As much of it as can be read; null if it is none of ours, or nothing can be. */
    private @Nullable Unreadable known(byte[] bytes, String manifest) {
        try {
            Class<?> type = Class.forName(manifest);
            if (!type.isRecord() || !WireMessage.class.isAssignableFrom(type)) {
                return null;
            }
            return known(objectMapper().readTree(bytes), type);
        } catch (Exception | StackOverflowError | LinkageError e) {
            return null;
        }
    }

    private Unreadable known(JsonNode message, Class<?> type) throws IOException, ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        String reason = "";
        for (int i = 0; i < values.length; i++) {
            Optional<JsonNode> field = Optional.ofNullable(message.get(components[i].getName()));
            try {
                values[i] = read(field.orElse(MissingNode.getInstance()), components[i]);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                values[i] = absent(components[i].getType());
                reason = components[i].getName() + " cannot be read: " + inShort(e);
            }
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return new Unreadable((WireMessage) type.getDeclaredConstructor(types).newInstance(values), reason);
    }

    private @Nullable Object read(JsonNode field, RecordComponent component) throws IOException {
        if (field.isMissingNode() || field.isNull()) {
            return absent(component.getType());
        }
        ObjectMapper mapper = objectMapper();
        return mapper.readValue(mapper.treeAsTokens(field), mapper.constructType(component.getGenericType()));
    }

    /** What Jackson gives for nothing: null, or the zero of a primitive type. */
    private @Nullable Object absent(Class<?> type) throws IOException {
        return type.isPrimitive() ? objectMapper().readValue(objectMapper().writeValueAsBytes(0), type) : null;
    }

    private static String inShort(Throwable e) {
        String text = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return Utf8.head(String.valueOf(text).lines().findFirst().orElse(""), MOST_SAID);
    }
}
