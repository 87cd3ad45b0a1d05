package io.stoker.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * A value in the controller's store. It is written once and never changed.
 *
 * @param id chosen by the uploader
 * @param size how many bytes it has
 * @param checksum CRC-32C of its bytes
 */
public record StoredValue(UUID id, long size, int checksum) implements Payload {
    /** How many bytes one takes where it is carried, at most. */
    public static final int INLINE_BYTES = 36 + 1 + 19 + 1 + 8;

    /** These bytes, under a new id. */
    public static StoredValue of(byte[] bytes) {
        return of(UUID.randomUUID(), bytes);
    }

    /** These bytes, under an id that no other bytes have. */
    public static StoredValue of(UUID id, byte[] bytes) {
        return new StoredValue(id, bytes.length, checksum(bytes));
    }

    /** The one of which {@link #toString} made this text. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static StoredValue parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new MalformedValueException("'" + text + "' does not name a stored value");
        }
        return new StoredValue(
                UUID.fromString(parts[0]), Long.parseLong(parts[1]), Integer.parseUnsignedInt(parts[2], 16));
    }

    /** Whether these are its bytes, as far as length and checksum can tell. */
    public boolean matches(byte[] bytes) {
        return bytes.length == size && checksum(bytes) == checksum;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public int inlineBytes() {
        return INLINE_BYTES;
    }

    @JsonValue
    @Override
    public String toString() {
        return id + ":" + size + ":" + Integer.toHexString(checksum);
    }
}
