package io.stoker.task;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes one value as CBOR, or says where in it lies what cannot travel. */
final class ValueWriter {
    // Minimal integers would make an Integer of every small Long.
    private static final CBORFactory FACTORY = CBORFactory.builder()
            .disable(CBORGenerator.Feature.WRITE_MINIMAL_INTS)
            .build();

    private final String name;
    private final int maxBytes;
    private final ValuePath path;
    private final BoundedBytes bytes = new BoundedBytes();
    private final CBORGenerator out;

    ValueWriter(String name, int maxBytes) {
        this.name = name;
        this.maxBytes = maxBytes;
        path = new ValuePath(name);
        try {
            out = FACTORY.createGenerator(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] encode(@Nullable Object value) {
        byte[] block = value == null ? null : LargeBlock.encode(value, maxBytes);
        if (block != null) {
            return block;
        }
        try (out) {
            write(value);
            out.flush();
            return bytes.toByteArray();
        } catch (UnsendableValueException e) {
            throw e;
        } catch (Exception e) {
            // The value's own code was asked for its elements or its text: it changed meanwhile, or is broken. Writing
            // to memory throws nothing.
            throw new UnsendableValueException(
                    "cannot send '" + name + "': " + path + " could not be read: "
                            + e.getClass().getName(),
                    e);
        }
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof CharSequence text) {
            writeText(text.toString());
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof List<?> list) {
            writeElements(Tags.NONE, list, list);
        } else if (value instanceof Set<?> set) {
            writeElements(Tags.SET, set, set);
        } else if (value.getClass().isArray()) {
            writeArray(value);
        } else {
            writeOther(value);
        }
    }

    private void writeNumber(Number number) throws IOException {
        if (number instanceof Integer i) {
            out.writeNumber(i);
        } else if (number instanceof Long l) {
            out.writeNumber(l);
        } else if (number instanceof Double d) {
            out.writeNumber(d);
        } else if (number instanceof BigDecimal decimal) {
            out.writeNumber(decimal);
        } else if (number instanceof BigInteger big) {
            out.writeNumber(big);
        } else if (number instanceof Float f) {
            out.writeNumber(f);
        } else if (number instanceof Short s) {
            out.writeTag(Tags.SHORT);
            out.writeNumber((int) s);
        } else if (number instanceof Byte b) {
            out.writeTag(Tags.BYTE);
            out.writeNumber((int) b);
        } else {
            throw unsendable(number);
        }
    }

    private void writeText(String text) throws IOException {
        requireRoom(text.length(), 1);
        if (isUnicode(text)) {
            out.writeString(text);
        } else {
            out.writeTag(Tags.UTF_16);
            ByteBuffer block = ByteBuffer.allocate(requireRoom(text.length(), 2) * 2);
            block.asCharBuffer().put(text);
            out.writeBinary(block.array());
        }
    }

    /** Whether there are no halves of surrogate pairs, which UTF-8 cannot express. */
    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
                return false;
            }
        }
        return true;
    }

    private void writeElements(int tag, Object container, Iterable<?> elements) throws IOException {
        path.enter(container);
        startArray(tag);
        int index = 0;
        for (Object element : elements) {
            path.atIndex(index++);
            write(element);
        }
        out.writeEndArray();
        path.leave();
    }

    /** Maps are lists of key, value, key, value…, because Jackson's CBOR knows only text as keys. */
    private void writeMap(Map<?, ?> map) throws IOException {
        path.enter(map);
        startArray(Tags.MAP);
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            path.atKey(index++);
            write(key);
            path.atValueOf(key);
            write(entry.getValue());
        }
        out.writeEndArray();
        path.leave();
    }

    private void startArray(int tag) throws IOException {
        if (tag != Tags.NONE) {
            out.writeTag(tag);
        }
        out.writeStartArray();
    }

    private void writeArray(Object array) throws IOException {
        PackedArray<?> packed = PackedArray.BY_CLASS.get(array.getClass());
        if (array instanceof byte[] block) {
            requireRoom(block.length, 1);
            out.writeBinary(block);
        } else if (packed != null) {
            out.writeTag(packed.tag());
            out.writeBinary(packed.pack(array, requireRoom(Array.getLength(array), packed.width())));
        } else if (array instanceof String[] strings) {
            writeElements(Tags.STRINGS, strings, Arrays.asList(strings));
        } else {
            throw unsendable(array);
        }
    }

    @SuppressWarnings("JavaUtilDate") // see ValueReader
    private void writeOther(Object value) throws IOException {
        TextType text = TextType.BY_CLASS.get(value.getClass());
        if (text != null) {
            out.writeTag(text.tag());
            out.writeString(value.toString());
        } else if (value instanceof Character character) {
            out.writeTag(Tags.CHARACTER);
            out.writeNumber((int) character);
        } else if (value instanceof UUID uuid) {
            out.writeTag(Tags.UUID);
            out.writeBinary(ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array());
        } else if (value.getClass() == Date.class) { // its subclasses in java.sql have more or less in them than a Date
            out.writeTag(Tags.DATE);
            out.writeNumber(((Date) value).getTime());
        } else {
            throw unsendable(value);
        }
    }

    private int requireRoom(int length, int width) {
        long size = (long) length * width;
        if (size > maxBytes) {
            throw tooLarge(path + " takes " + size + " bytes, and the limit is " + maxBytes + " bytes a value");
        }
        return length;
    }

    private UnsendableValueException unsendable(Object value) {
        return refusal(path + " is a " + value.getClass().getTypeName()
                + ", which is not one of the types that travel (see Values)");
    }

    private ValueTooLargeException tooLarge(String reason) {
        return new ValueTooLargeException("cannot send '" + name + "': " + reason);
    }

    private UnsendableValueException refusal(String reason) {
        return new UnsendableValueException("cannot send '" + name + "': " + reason);
    }

    private final class BoundedBytes extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] block, int offset, int length) {
            if (length > maxBytes - count) {
                throw tooLarge("it takes more than the " + maxBytes + " bytes a value may have; reached at " + path);
            }
            super.write(block, offset, length);
        }
    }
}
