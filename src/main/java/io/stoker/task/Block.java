package io.stoker.task;

import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that mean something only to who made them and who uses them: whoever is between passes them on. How they begin,
 * {@link #head}, is what can be shown of them, and small. They are never changed, and two blocks of the same bytes are
 * equal.
 */
@JsonAutoDetect(getterVisibility = NONE, isGetterVisibility = NONE, fieldVisibility = NONE)
public final class Block {
    /** The block of no bytes. */
    public static final Block EMPTY = new Block(new byte[0], 0);

    private final byte[] bytes;
    private final int head;
    /** 0 until it is asked for: thousands of tasks may share a large block. */
    private volatile long fingerprint;

    private volatile @Nullable Block beginning;

    private Block(byte[] bytes, int head) {
        this.bytes = bytes;
        this.head = head;
    }

    /**
     * The block of these bytes, which are not copied.
     *
     * @param head how many of them can be shown
     * @throws IllegalArgumentException if there are not so many
     */
    @JsonCreator
    public static Block of(@JsonProperty("bytes") byte[] bytes, @JsonProperty("head") int head) {
        if (head < 0 || head > bytes.length) {
            throw new IllegalArgumentException("a head of " + head + " bytes is not in " + bytes.length + " bytes");
        }
        return bytes.length == 0 ? EMPTY : new Block(bytes, head);
    }

    /** The bytes themselves, not to be changed. */
    @JsonProperty
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes at the beginning can be shown. */
    @JsonProperty
    public int head() {
        return head;
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.length;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** What can be shown of it, as a block: always the same one, so that many results share it. */
    public Block beginning() {
        if (head == bytes.length) {
            return this;
        }
        Block known = beginning;
        if (known == null) {
            known = of(Arrays.copyOf(bytes, head), head);
            beginning = known;
        }
        return known;
    }

    /** 64 bits that tell it from other blocks. By checksums that the processor computes: a block may be large. */
    public long fingerprint() {
        long known = fingerprint;
        if (known == 0) {
            CRC32C high = new CRC32C();
            high.update(bytes);
            CRC32 low = new CRC32();
            low.update(bytes);
            known = (high.getValue() << Integer.SIZE | low.getValue()) + head;
            fingerprint = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Block that
                && head == that.head
                && bytes.length == that.bytes.length
                && fingerprint() == that.fingerprint()
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint());
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
