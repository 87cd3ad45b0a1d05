package io.stoker.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one value that some bytes are. Nothing is made to a length the bytes claim before the bytes were seen to be
 * there. Of equal elements of a set or keys of a map the last one counts: no writer lets them through any more, but
 * ledgers have values of writers that did.
 */
final class ValueReader {
    // The bytes are here already, so that a long number or text in them is nobody's attack.
    private static final StreamReadConstraints NO_LENGTH_LIMITS = StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    private static final CBORFactory FACTORY =
            CBORFactory.builder().streamReadConstraints(NO_LENGTH_LIMITS).build();

    private final CBORParser in;

    private ValueReader(CBORParser in) {
        this.in = in;
    }

    static @Nullable Object decode(byte[] bytes) {
        Object block = LargeBlock.decode(bytes);
        if (block != null) {
            return block;
        }
        try (CBORParser in = FACTORY.createParser(bytes)) {
            JsonToken first = in.nextToken();
            Object value = new ValueReader(in).read(first, 0);
            if (in.nextToken() != null) {
                throw new MalformedValueException("a value is followed by more bytes, after byte "
                        + in.currentLocation().getByteOffset());
            }
            return value;
        } catch (MalformedValueException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Whatever a parser trips over, it is the fault of the bytes.
            String reason = e instanceof JsonProcessingException json
                    ? json.getOriginalMessage()
                    : String.valueOf(e.getMessage());
            throw new MalformedValueException("these " + bytes.length + " bytes are not a value: " + reason, e);
        }
    }

    private @Nullable Object read(@Nullable JsonToken token, int depth) throws IOException {
        if (token == null) {
            throw new MalformedValueException("the bytes end where a value should begin");
        }
        int tag = in.getCurrentTag();
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> integer(tag);
            case VALUE_NUMBER_FLOAT -> in.getNumberValue();
            case VALUE_STRING -> text(tag);
            case VALUE_EMBEDDED_OBJECT -> block(tag);
            case START_ARRAY -> array(tag, depth + 1);
            default -> throw new MalformedValueException("a value cannot begin with " + token);
        };
    }

    @SuppressWarnings("JavaUtilDate") // people have dates of this kind, and they are to travel as what they are
    private Object integer(int tag) throws IOException {
        return switch (tag) {
            case Tags.NONE, Tags.BIG_INTEGER, Tags.NEGATIVE_BIG_INTEGER -> in.getNumberValue();
            case Tags.BYTE -> (byte) integer(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case Tags.SHORT -> (short) integer(Short.MIN_VALUE, Short.MAX_VALUE);
            case Tags.CHARACTER -> (char) integer(Character.MIN_VALUE, Character.MAX_VALUE);
            case Tags.DATE -> new Date(in.getLongValue());
            default -> throw unknown(tag, "a number");
        };
    }

    private int integer(int min, int max) throws IOException {
        int value = in.getIntValue();
        if (value < min || value > max) {
            throw new MalformedValueException(value + " is outside " + min + " to " + max);
        }
        return value;
    }

    private Object text(int tag) throws IOException {
        if (tag == Tags.NONE) {
            return in.getText();
        }
        TextType type = TextType.BY_TAG.get(tag);
        if (type == null) {
            throw unknown(tag, "a text");
        }
        return type.parse().apply(in.getText());
    }

    private Object block(int tag) throws IOException {
        byte[] block = in.getBinaryValue();
        return switch (tag) {
            case Tags.NONE -> block;
            case Tags.UTF_16 -> new String((char[]) packed(Tags.CHARS).unpack(block));
            case Tags.UUID -> uuid(block);
            default -> packed(tag).unpack(block);
        };
    }

    private static PackedArray<?> packed(int tag) {
        PackedArray<?> packed = PackedArray.BY_TAG.get(tag);
        if (packed == null) {
            throw unknown(tag, "a block of bytes");
        }
        return packed;
    }

    private static UUID uuid(byte[] block) {
        if (block.length != 16) {
            throw new MalformedValueException("a UUID has 16 bytes, not " + block.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(block);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private Object array(int tag, int depth) throws IOException {
        if (depth > Values.MAX_DEPTH) {
            throw new MalformedValueException("lists are nested deeper than " + Values.MAX_DEPTH + " levels");
        }
        return switch (tag) {
            case Tags.NONE -> elements(new ArrayList<>(), depth);
            case Tags.SET -> elements(new LinkedHashSet<>(), depth);
            case Tags.MAP -> map(depth);
            case Tags.STRINGS -> elements(new ArrayList<>(), depth).toArray(String[]::new);
            case Tags.JAVA_OBJECT -> object(elements(new ArrayList<>(), depth));
            case Tags.RECORD -> record(depth);
            default -> throw unknown(tag, "a list");
        };
    }

    private <C extends Collection<@Nullable Object>> C elements(C elements, int depth) throws IOException {
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            elements.add(read(token, depth));
        }
        return elements;
    }

    private static JavaObject object(List<@Nullable Object> parts) {
        if (parts.size() == 2 && parts.get(0) instanceof String className && parts.get(1) instanceof byte[] bytes) {
            return new JavaObject(className, bytes);
        }
        throw new MalformedValueException("a Java object is not its class and its bytes");
    }

    private RecordValue record(int depth) throws IOException {
        String type = name(in.nextToken(), depth);
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            String component = name(token, depth);
            if (components.containsKey(component) || components.size() == RecordValue.MOST_COMPONENTS) {
                throw new MalformedValueException(
                        "a record has a component twice, or more than " + RecordValue.MOST_COMPONENTS + " of them");
            }
            components.put(component, read(in.nextToken(), depth));
        }
        return new RecordValue(type, components);
    }

    private String name(@Nullable JsonToken token, int depth) throws IOException {
        if (read(token, depth) instanceof String name && !name.isEmpty()) {
            return name;
        }
        throw new MalformedValueException("a record has something else where a name should be");
    }

    private Map<@Nullable Object, @Nullable Object> map(int depth) throws IOException {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            Object key = read(token, depth);
            map.put(key, read(in.nextToken(), depth));
        }
        return map;
    }

    private static MalformedValueException unknown(int tag, String kind) {
        return new MalformedValueException(kind + " has the tag " + tag + ", which this version does not know");
    }
}
