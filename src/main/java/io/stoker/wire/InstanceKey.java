package io.stoker.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Who has it may speak as an instance. The instance's name is a digest of it: everybody may know the name, and a
 * controller need remember nothing to tell whether somebody has the key to it.
 */
public record InstanceKey(Secret secret) {

    /** The key of a new instance. */
    public static InstanceKey random() {
        return new InstanceKey(Secret.random());
    }

    /** The instance: of a client, or of the JVM of engines, see {@link EngineName}. */
    public String instance() {
        return uuid().toString();
    }

    /** As {@link #instance()}. */
    public UUID uuid() {
        byte[] key = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(secret.high())
                .putLong(secret.low())
                .array();
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Whether it is the key to this instance, or to the JVM of this engine. */
    public boolean isOf(String instance) {
        return EngineName.node(instance).equals(instance());
    }
}
