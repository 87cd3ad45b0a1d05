package io.stoker.client;

import io.stoker.task.StoredValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The ids by which what is submitted again is known: they follow from what it is. */
final class OnceId {
    private OnceId() {}

    /** Of all that is submitted under a key. */
    static UUID of(String key) {
        return digest(key.getBytes(StandardCharsets.UTF_8));
    }

    /** A value of a task that is submitted under an id: the ledger tells by it that the task is the same. */
    static StoredValue value(UUID once, byte[] bytes) {
        byte[] prefix = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(once.getMostSignificantBits())
                .putLong(once.getLeastSignificantBits())
                .array();
        return StoredValue.of(digest(prefix, bytes), bytes);
    }

    /** What tells a retry of this task, with edits that are made of these bytes, from another one. */
    static long content(long taskId, byte[] edits) {
        byte[] id = ByteBuffer.allocate(Long.BYTES).putLong(taskId).array();
        return digest(id, edits).getMostSignificantBits() | 1; // and is not Once.BY_TASKS
    }

    private static UUID digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            ByteBuffer bits = ByteBuffer.wrap(digest.digest());
            return new UUID(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
