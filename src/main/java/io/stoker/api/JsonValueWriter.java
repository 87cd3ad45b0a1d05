package io.stoker.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stoker.task.JavaObject;
import io.stoker.task.OmittedValue;
import io.stoker.task.RecordValue;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes values as {@link JsonValues} describes. */
final class JsonValueWriter {
    private static final long LARGEST_EXACT = 1L << 53;
    static final String TYPE = "$type";
    static final String VALUE = "value";
    static final String CLASS = "class";

    private final JsonGenerator out;

    JsonValueWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(@Nullable Object value) throws IOException {
        write(value, false);
    }

    /** @param exact whether the type of each number is written that would be another one when it is read */
    private void write(@Nullable Object value, boolean exact) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Number number && isPlain(number, exact)) {
            plain(number);
        } else if (value instanceof List<?> list) {
            elements(list, exact);
        } else if (value instanceof Set<?> set) {
            begin(JsonType.SET);
            elements(set, true);
            out.writeEndObject();
        } else if (value instanceof Map<?, ?> map) {
            map(map, exact);
        } else {
            typed(value, exact);
        }
    }

    private static boolean isPlain(Number number, boolean exact) {
        if (number instanceof Integer) {
            return true;
        } else if (number instanceof Double d) {
            return Double.isFinite(d);
        } else if (exact) {
            return false;
        }
        return number instanceof Short
                || number instanceof Byte
                || (number instanceof Float f && Float.isFinite(f))
                || (number instanceof Long l && isExact(l));
    }

    /** Whether those who know one type of numbers only, as JavaScript, read it as it is. */
    private static boolean isExact(long number) {
        return number >= -LARGEST_EXACT && number <= LARGEST_EXACT;
    }

    private void plain(Number number) throws IOException {
        if (number instanceof Double d) {
            out.writeNumber(d);
        } else if (number instanceof Float f) {
            out.writeNumber(f);
        } else {
            out.writeNumber(number.longValue());
        }
    }

    private void text(String text) throws IOException {
        if (isUnicode(text)) {
            out.writeString(text);
            return;
        }
        begin(JsonType.UTF_16);
        ByteBuffer block = ByteBuffer.allocate(text.length() * 2);
        block.asCharBuffer().put(text);
        out.writeBinary(block.array());
        out.writeEndObject();
    }

    /** Whether there are no halves of surrogate pairs, which many readers of JSON replace. */
    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                return false;
            }
        }
        return true;
    }

    private void elements(Collection<?> elements, boolean exact) throws IOException {
        out.writeStartArray();
        for (Object element : elements) {
            write(element, exact);
        }
        out.writeEndArray();
    }

    private void map(Map<?, ?> map, boolean exact) throws IOException {
        if (!haveNames(map)) {
            begin(JsonType.MAP);
            entries(map, exact);
            out.writeEndObject();
        } else if (map.keySet().stream().anyMatch(key -> ((String) key).startsWith("$"))) {
            begin(JsonType.OBJECT);
            fields(map, exact);
            out.writeEndObject();
        } else {
            fields(map, exact);
        }
    }

    private static boolean haveNames(Map<?, ?> map) {
        return map.keySet().stream().allMatch(key -> key instanceof String text && isUnicode(text));
    }

    private void fields(Map<?, ?> map, boolean exact) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeFieldName((String) entry.getKey());
            write(entry.getValue(), exact);
        }
        out.writeEndObject();
    }

    private void entries(Map<?, ?> map, boolean exact) throws IOException {
        out.writeStartArray();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeStartArray();
            write(entry.getKey(), true);
            write(entry.getValue(), exact);
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private void typed(Object value, boolean exact) throws IOException {
        JsonType type = JsonType.of(value.getClass());
        if (value instanceof RecordValue record) {
            begin(JsonType.RECORD);
            out.writeFieldName(CLASS);
            text(record.typeName());
            out.writeFieldName(VALUE);
            if (haveNames(record.components())) {
                fields(record.components(), exact);
            } else {
                entries(record.components(), exact);
            }
        } else if (value instanceof JavaObject object) {
            begin(JsonType.JAVA);
            out.writeFieldName(CLASS);
            text(object.className());
            out.writeFieldName(VALUE);
            out.writeBinary(object.bytes());
        } else if (value instanceof OmittedValue omitted) {
            out.writeStartObject();
            out.writeStringField(TYPE, "omitted");
            out.writeNumberField("bytes", omitted.bytes());
        } else if (type == null) {
            throw new IllegalArgumentException(
                    "no value is a " + value.getClass().getTypeName());
        } else {
            begin(type);
            content(type, value);
        }
        out.writeEndObject();
    }

    @SuppressWarnings("JavaUtilDate") // one of the types that travel
    private void content(JsonType type, Object value) throws IOException {
        switch (type) {
            case JAVA_DATE -> out.writeString(Long.toString(((Date) value).getTime()));
            case CHAR -> character((char) value);
            case BYTES -> out.writeBinary((byte[]) value);
            case CHARS -> text(new String((char[]) value));
            case BOOLEANS, SHORTS, INTS, LONGS, FLOATS, DOUBLES, STRINGS -> array(value);
            default -> out.writeString(value.toString());
        }
    }

    private void character(char character) throws IOException {
        if (Character.isSurrogate(character)) {
            out.writeNumber((int) character);
        } else {
            out.writeString(String.valueOf(character));
        }
    }

    /** What is no plain number is a text here: the array has the type. */
    private void array(Object array) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < Array.getLength(array); i++) {
            Object element = Array.get(array, i);
            if (element instanceof Number number && !isPlain(number, false)) {
                out.writeString(number.toString());
            } else {
                write(element, false);
            }
        }
        out.writeEndArray();
    }

    private void begin(JsonType type) throws IOException {
        out.writeStartObject();
        out.writeStringField(TYPE, type.word());
        if (type != JsonType.RECORD && type != JsonType.JAVA) {
            out.writeFieldName(VALUE);
        }
    }
}
