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

    /** How much is shown, in bytes, of what the value's own code says. */
    private static final int LONGEST_REASON = 200;

    /** How much of a value is kept before it is known how large it is. */
    private static final int KEPT_UNMEASURED = 16 << 20;

    private final Subject subject;
    private final int maxBytes;
    private final ValuePath path;
    private final BoundedBytes bytes;
    private final CBORGenerator out;

    ValueWriter(Subject subject, int maxBytes) {
        this(subject, maxBytes, 0);
    }

    /** @param measured how many bytes the value takes; 0 if that is not known */
    private ValueWriter(Subject subject, int maxBytes, int measured) {
        this.subject = subject;
        this.maxBytes = maxBytes;
        bytes = new BoundedBytes(measured);
        path = new ValuePath(subject);
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
            return bytes.isKept()
                    ? bytes.toByteArray()
                    : new ValueWriter(subject, maxBytes, (int) bytes.written).encode(value);
        } catch (UnsendableValueException e) {
            throw e;
        } catch (Exception e) {
            // The value's own code was asked for its elements or its text: it changed meanwhile, or is broken. Writing
            // to memory throws nothing.
            String said = Messages.of(e);
            UnsendableValueException refusal = path.refusal(path + " could not be read: "
                    + e.getClass().getName() + (said.isEmpty() ? "" : ": " + Utf8.head(said, LONGEST_REASON)));
            refusal.initCause(e);
            throw refusal;
        }
    }

    private void write(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof CharSequence text) {
            requireRoom(text.length(), 1);
            writeText(text.toString());
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            writeContainer(map, map.size(), () -> writeMap(map));
        } else if (value instanceof List<?> list) {
            writeContainer(list, list.size(), () -> writeElements(Tags.NONE, list));
        } else if (value instanceof Set<?> set) {
            writeContainer(set, set.size(), () -> writeSet(set));
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
            requireRoom(decimal.unscaledValue().bitLength() / Byte.SIZE, 1);
            out.writeNumber(decimal);
        } else if (number instanceof BigInteger big) {
            requireRoom(big.bitLength() / Byte.SIZE, 1);
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

    private interface Writing {
        void run() throws IOException;
    }

    /** Writes the content of a list, set, map or record, if it can fit at all. */
    private void writeContainer(Object container, int size, Writing content) throws IOException {
        path.enter(container);
        if (size > maxBytes) { // each takes a byte at least
            throw path.tooLarge(path + " has " + size + " elements, and the limit is " + maxBytes + " bytes per value");
        }
        content.run();
        path.leave();
    }

    private void writeElements(int tag, Iterable<?> elements) throws IOException {
        startArray(tag);
        int index = 0;
        for (Object element : elements) {
            path.atIndex(index++);
            write(element);
        }
        out.writeEndArray();
    }

    private void writeSet(Set<?> set) throws IOException {
        Arrivals arrivals = Arrivals.of(set, set, "elements");
        startArray(Tags.SET);
        int index = 0;
        for (Object element : set) {
            path.atIndex(index++);
            writeUnique(element, arrivals);
        }
        out.writeEndArray();
    }

    /** Maps are lists of key, value, key, value…, because Jackson's CBOR knows only text as keys. */
    private void writeMap(Map<?, ?> map) throws IOException {
        Arrivals arrivals = Arrivals.of(map, map.keySet(), "keys");
        startArray(Tags.MAP);
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            path.atKey(index++);
            writeUnique(key, arrivals);
            path.atValueOf(key);
            write(entry.getValue());
        }
        out.writeEndArray();
    }

    /** Writes a key or an element of a set, unless it would arrive as one that was written before. */
    private void writeUnique(@Nullable Object one, @Nullable Arrivals arrivals) throws IOException {
        if (arrivals == null || !bytes.isKept()) {
            write(one);
            return;
        }
        Object arrived = one;
        if (Arrivals.isUnchanged(one)) {
            write(one);
        } else {
            out.flush();
            int from = bytes.size();
            write(one);
            out.flush();
            if (!bytes.isKept()) {
                return; // it is written once more, and seen then
            }
            arrived = ValueReader.decode(bytes.since(from));
        }
        String trouble = arrivals.add(arrived, one);
        if (trouble != null) {
            throw path.refusal(path.outer() + " " + trouble);
        }
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
            List<String> list = Arrays.asList(strings);
            writeContainer(strings, strings.length, () -> writeElements(Tags.STRINGS, list));
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
            writeObject(value);
        }
    }

    private void writeObject(Object value) throws IOException {
        if (value instanceof JavaObject object) {
            requireRoom(object.bytes().length, 1);
            startArray(Tags.JAVA_OBJECT);
            writeText(object.className());
            out.writeBinary(object.bytes());
            out.writeEndArray();
        } else if (value instanceof Record record) {
            writeRecord(record, RecordType.of(record.getClass()).read(record));
        } else if (value instanceof RecordValue record) {
            writeRecord(record, record);
        } else {
            throw unsendable(value);
        }
    }

    /** Records are lists of the class's name, and of name, value, name, value… */
    private void writeRecord(Object container, RecordValue record) throws IOException {
        writeContainer(container, record.components().size(), () -> {
            startArray(Tags.RECORD);
            writeText(record.typeName());
            for (Map.Entry<String, @Nullable Object> component :
                    record.components().entrySet()) {
                writeText(component.getKey());
                path.atValueOf(component.getKey());
                write(component.getValue());
            }
            out.writeEndArray();
        });
    }

    private int requireRoom(int length, int width) {
        long size = (long) length * width;
        if (size > maxBytes) {
            throw path.tooLarge(path + " takes " + size + " bytes, and the limit is " + maxBytes + " bytes per value");
        }
        return length;
    }

    private UnsendableValueException unsendable(Object value) {
        return path.refusal(path + " is a " + value.getClass().getTypeName() + ", which cannot be sent; "
                + Instead.of(value) + " (docs/task-interface.md lists what can be sent)");
    }

    /**
     * The bytes, or only their number: of a value that turns out to be large nothing is kept until all of it was
     * measured. A range of a billion numbers takes no room where it is, and neither does a list of lists that are the
     * same one again and again.
     */
    private final class BoundedBytes extends ByteArrayOutputStream {
        private final boolean isMeasured;
        private long written;

        BoundedBytes(int measured) {
            super(Math.max(32, measured));
            isMeasured = measured > 0;
        }

        boolean isKept() {
            return isMeasured || written <= KEPT_UNMEASURED;
        }

        synchronized byte[] since(int from) {
            return Arrays.copyOfRange(buf, from, count);
        }

        @Override
        public synchronized void write(byte[] block, int offset, int length) {
            if (length > maxBytes - written) {
                throw path.tooLarge("it takes more than the " + maxBytes
                        + " bytes that a value may have; the limit was reached at " + path);
            }
            written += length;
            if (isKept()) {
                super.write(block, offset, length);
            } else if (count > 0) {
                buf = new byte[0];
                count = 0;
            }
        }
    }
}
