package io.stoker.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Reads what a {@link Packer} has written. Every method throws a {@link MalformedException} where that is not there.
 */
public final class Unpacker {
    private static final int SEVEN_BITS = 7;
    private static final int MORE = 0x80;

    private final byte[] bytes;
    private int at;
    private int end;
    private final List<String> texts = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    /** Of all these bytes. */
    public Unpacker(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Of some of these bytes. */
    Unpacker(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    private int advance(int count) {
        if (count < 0 || count > end - at) {
            throw new MalformedException(count + " bytes are needed, and " + (end - at) + " are left");
        }
        int from = at;
        at += count;
        return from;
    }

    /** How many bytes lie before what comes next. */
    int position() {
        return at;
    }

    /** Goes back, or on, to what begins there. */
    void goTo(int position) {
        if (position < 0 || position > end) {
            throw new MalformedException("there are " + end + " bytes, and none at " + position);
        }
        at = position;
    }

    /** Goes on behind so many bytes. */
    void skip(int count) {
        advance(count);
    }

    /** A number. */
    public long number() {
        long read = 0;
        for (int shift = 0; shift < Long.SIZE; shift += SEVEN_BITS) {
            byte one = bytes[advance(1)];
            read |= (long) (one & (MORE - 1)) << shift;
            if (one >= 0) {
                return (read >>> 1) ^ -(read & 1);
            }
        }
        throw new MalformedException("a number has more than 64 bits");
    }

    /** A number that is an int. */
    public int integer() {
        long number = number();
        if (number != (int) number) {
            throw new MalformedException(number + " does not fit into 32 bits");
        }
        return (int) number;
    }

    /** How many elements follow, each of which takes a byte at least. */
    public int count() {
        long count = number();
        if (count < 0 || count > end - at) {
            throw new MalformedException(count + " elements cannot be in " + (end - at) + " bytes");
        }
        return (int) count;
    }

    /** One byte. */
    int octet() {
        return bytes[advance(1)] & 0xFF;
    }

    /** A number of four bytes. */
    int int32() {
        return ByteBuffer.wrap(bytes, advance(Integer.BYTES), Integer.BYTES).getInt();
    }

    /** So many bytes. */
    byte[] bytes(int count) {
        int from = advance(count);
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    /** The version of a form, which is this one. */
    void requireVersion(int version) {
        int found = octet();
        if (found != version) {
            throw new MalformedException("its form has version " + found + ", and only " + version + " can be read");
        }
    }

    /** That nothing is left. */
    void requireEnd() {
        if (left() > 0) {
            throw new MalformedException(left() + " bytes are left over");
        }
    }

    /** A flag. */
    public boolean flag() {
        byte flag = bytes[advance(1)];
        if ((flag & ~1) != 0) {
            throw new MalformedException("a flag is 0 or 1, not " + flag);
        }
        return flag == 1;
    }

    /** A text. */
    public String text() {
        int length = count();
        return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
    }

    /** A text that may have occurred before in this item: then it is the same object. */
    public String sharedText() {
        int known = integer();
        if (known < 0 || known > texts.size()) {
            throw new MalformedException("there is no text " + known + " among " + texts.size());
        }
        if (known > 0) {
            return texts.get(known - 1);
        }
        String text = text();
        texts.add(text);
        return text;
    }

    /** Texts that may have occurred before in this item. */
    public List<String> sharedTexts() {
        int count = count();
        if (count == 0) {
            return List.of();
        }
        if (count == 1) {
            return List.of(sharedText());
        }
        List<String> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(sharedText());
        }
        return all;
    }

    /** A block of bytes. */
    public byte[] block() {
        return bytes(count());
    }

    /** A block with a head. */
    public Block headedBlock() {
        int head = integer();
        byte[] block = block();
        if (head < 0 || head > block.length) {
            throw new MalformedException("a head of " + head + " bytes is not in " + block.length + " bytes");
        }
        return Block.of(block, head);
    }

    /** A block that may have occurred before in this item: then it is the same object. */
    public Block sharedBlock() {
        int known = integer();
        if (known < 0 || known > blocks.size()) {
            throw new MalformedException("there is no block " + known + " among " + blocks.size());
        }
        if (known > 0) {
            return blocks.get(known - 1);
        }
        Block block = headedBlock();
        blocks.add(block);
        return block;
    }

    /** An id of 128 bits. */
    public UUID id() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, advance(2 * Long.BYTES), 2 * Long.BYTES);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /**
     * Begins to read an item: nothing behind it is read until {@link #end}.
     *
     * @return to be given to {@link #end}
     */
    public Item begin() {
        int length =
                ByteBuffer.wrap(bytes, advance(Integer.BYTES), Integer.BYTES).getInt();
        int from = advance(length);
        Item item = new Item(at, end);
        at = from;
        end = item.end();
        texts.clear();
        blocks.clear();
        return item;
    }

    /**
     * An item that is being read.
     *
     * @param end where it ends
     * @param outerEnd where ends what it is a part of
     */
    public record Item(int end, int outerEnd) {}

    /** Goes on behind the item, however much of it was read. */
    public void end(Item item) {
        at = item.end();
        end = item.outerEnd();
    }

    /** How many bytes are left of the item, or of all. */
    public int left() {
        return end - at;
    }
}
