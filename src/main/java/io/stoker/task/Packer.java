package io.stoker.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes the parts of a form one after the other. Not thread-safe. */
public final class Packer {
    private static final int FIRST_CAPACITY = 512;
    private static final int SEVEN_BITS = 7;
    private static final int MORE = 0x80;
    private static final int LENGTH = Integer.BYTES;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;
    /** The texts of this item that may occur again, by their place among these. */
    private final Map<String, Integer> texts = new HashMap<>();
    /** The same of blocks. */
    private final Map<Block, Integer> blocks = new HashMap<>();

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
        }
    }

    /** Forgets what was written, whose memory is used again. */
    void clear() {
        size = 0;
        texts.clear();
        blocks.clear();
    }

    /** What another one has written. */
    void append(Packer other) {
        bytes(other.bytes, 0, other.size);
    }

    /** A number; small ones of either sign take least. */
    public void number(long number) {
        reserve(Long.BYTES + 2);
        long left = (number << 1) ^ (number >> (Long.SIZE - 1));
        while ((left & -MORE) != 0) {
            bytes[size++] = (byte) (left | MORE);
            left >>>= SEVEN_BITS;
        }
        bytes[size++] = (byte) left;
    }

    /** One byte. */
    void octet(int octet) {
        reserve(1);
        bytes[size++] = (byte) octet;
    }

    /** A number of four bytes. */
    void int32(int number) {
        reserve(Integer.BYTES);
        ByteBuffer.wrap(bytes, size, Integer.BYTES).putInt(number);
        size += Integer.BYTES;
    }

    /** Some of these bytes, without their length. */
    void bytes(byte[] from, int begin, int count) {
        reserve(count);
        System.arraycopy(from, begin, bytes, size, count);
        size += count;
    }

    /** How many bytes were written. */
    int size() {
        return size;
    }

    /** A flag. */
    public void flag(boolean flag) {
        reserve(1);
        bytes[size++] = (byte) (flag ? 1 : 0);
    }

    /** A text; half of a surrogate pair becomes a question mark. */
    public void text(String text) {
        block(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text that may occur again in this item. */
    public void sharedText(String text) {
        Integer known = texts.putIfAbsent(text, texts.size());
        number(known == null ? 0 : known + 1);
        if (known == null) {
            text(text);
        }
    }

    /** Texts that may occur again in this item. */
    public void sharedTexts(List<String> all) {
        number(all.size());
        for (String text : all) {
            sharedText(text);
        }
    }

    /** A block of bytes. */
    public void block(byte[] block) {
        number(block.length);
        bytes(block, 0, block.length);
    }

    /** A block and the length of its head. */
    public void block(Block block) {
        number(block.head());
        block(block.bytes());
    }

    /** A block that may occur again in this item. */
    public void sharedBlock(Block block) {
        Integer known = blocks.putIfAbsent(block, blocks.size());
        number(known == null ? 0 : known + 1);
        if (known == null) {
            block(block);
        }
    }

    /** An id of 128 bits. */
    public void id(UUID id) {
        reserve(2 * Long.BYTES);
        ByteBuffer.wrap(bytes, size, 2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        size += 2 * Long.BYTES;
    }

    /**
     * Begins an item, which is a block.
     *
     * @return to be given to {@link #end}
     */
    public int begin() {
        texts.clear();
        blocks.clear();
        reserve(LENGTH);
        size += LENGTH;
        return size;
    }

    /** Ends the item that has begun there. */
    public void end(int begun) {
        ByteBuffer.wrap(bytes, begun - LENGTH, LENGTH).putInt(size - begun);
    }

    /** What was written, as an array of its own. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Puts what was written into a buffer. */
    public void putInto(ByteBuffer buffer) {
        buffer.put(bytes, 0, size);
    }
}
