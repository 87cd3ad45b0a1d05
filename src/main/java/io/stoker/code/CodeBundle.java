package io.stoker.code;

import io.stoker.task.MalformedException;
import io.stoker.task.StoredValue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Classes and resources as they are sent, by their names, as {@code com/acme/Pricer.class}. The same entries are the
 * same bytes, and its identity is made of their SHA-256, so that a store keeps them once for all sessions. Immutable;
 * two bundles with the same identity are equal.
 */
public final class CodeBundle {
    private final StoredValue stored;
    private final byte[] bytes;
    private final int classFileVersion;

    private CodeBundle(StoredValue stored, byte[] bytes, int classFileVersion) {
        this.stored = stored;
        this.bytes = bytes;
        this.classFileVersion = classFileVersion;
    }

    /**
     * A bundle of these entries.
     *
     * @throws IllegalArgumentException if they are more or larger than a bundle may have, or a name is empty or too
     *     long
     */
    public static CodeBundle of(Map<String, byte[]> entries) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(entries);
        int version = ClassFile.highestVersion(sorted);
        byte[] bytes = BundleFormat.write(sorted, version);
        return new CodeBundle(identity(bytes), bytes, version);
    }

    /**
     * The bundle that these bytes are, which are not copied.
     *
     * @throws MalformedException if they are not those of this identity, or not a bundle of this version of Stoker
     */
    public static CodeBundle read(StoredValue stored, byte[] bytes) {
        StoredValue found = identity(bytes);
        if (!found.equals(stored)) {
            throw new MalformedException(
                    "these are not the bytes of the bundle of classes " + stored.id() + ", which has " + stored.size()
                            + " bytes: they are " + bytes.length + " bytes with the id " + found.id());
        }
        return new CodeBundle(stored, bytes, BundleFormat.classFileVersion(bytes));
    }

    /** Under which it is stored. */
    public StoredValue stored() {
        return stored;
    }

    /** As it is stored: the bytes themselves, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The Java that its classes need, such as 17; 0 if there is no class. */
    public int java() {
        return Math.max(0, classFileVersion - ClassFile.VERSION_OF_JAVA_0);
    }

    /**
     * Its entries, unpacked anew by each call.
     *
     * @throws MalformedException if they cannot be unpacked, or are more or larger than a bundle may have
     */
    public Map<String, byte[]> entries() {
        return BundleFormat.read(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeBundle bundle && bundle.stored.equals(stored);
    }

    @Override
    public int hashCode() {
        return stored.hashCode();
    }

    @Override
    public String toString() {
        return "CodeBundle[" + stored + "]";
    }

    private static StoredValue identity(byte[] bytes) {
        StoredValue value = StoredValue.of(bytes);
        return new StoredValue(id(bytes), value.size(), value.checksum());
    }

    /** A UUID of the version that is for anybody's own rules, 8, with the first of the digest's bits. */
    private static UUID id(byte[] bytes) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            long high = (digest.getLong() & ~0xF000L) | 0x8000L;
            long low = (digest.getLong() & ~(0b11L << 62)) | (0b10L << 62);
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM must have SHA-256", e);
        }
    }
}
