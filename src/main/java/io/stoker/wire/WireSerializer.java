package io.stoker.wire;

import akka.actor.ExtendedActorSystem;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import akka.serialization.jackson.JacksonSerializer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Akka's Jackson serializer for CBOR, except that a message of ours in which something cannot be read is not dropped:
 * it arrives as {@link Unreadable}, so that its sender can be told. Named in {@code reference.conf}.
 */
public final class WireSerializer extends JacksonSerializer {

    /** Called by Akka. */
    public WireSerializer(ExtendedActorSystem system, String bindingName) {
        super(
                system,
                bindingName,
                JacksonObjectMapperProvider.get(system).getOrCreate(bindingName, Optional.of(new CBORFactory())));
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        try {
            return super.fromBinary(bytes, manifest);
        } catch (RuntimeException e) {
            throw e; // what is of no class of ours, or of none that may be read
        } catch (Exception | StackOverflowError e) { // Scala's methods throw what they do not declare
            Unreadable known = known(bytes, manifest);
            if (known == null) {
                throw new IllegalArgumentException("a message that cannot be read: " + e.getMessage(), e);
            }
            return known;
        }
    }

    /** As much of it as can be read; null if it is none of ours, or nothing can be. */
    private @Nullable Unreadable known(byte[] bytes, String manifest) {
        try {
            Class<?> type = Class.forName(manifest);
            if (!type.isRecord() || !WireMessage.class.isAssignableFrom(type)) {
                return null;
            }
            JsonNode message = objectMapper().readTree(bytes);
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = new Object[components.length];
            String reason = "";
            for (int i = 0; i < values.length; i++) {
                Optional<JsonNode> field = Optional.ofNullable(message.get(components[i].getName()));
                try {
                    values[i] = read(field.orElse(MissingNode.getInstance()), components[i]);
                } catch (IOException e) {
                    values[i] = absent(components[i].getType());
                    reason = components[i].getName() + " cannot be read: " + inShort(e);
                }
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return new Unreadable(
                    (WireMessage) type.getDeclaredConstructor(types).newInstance(values), reason);
        } catch (IOException | ReflectiveOperationException e) {
            return null;
        }
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

    private static String inShort(IOException e) {
        String text = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return String.valueOf(text).lines().findFirst().orElse("");
    }
}
