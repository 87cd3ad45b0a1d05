package io.stoker.code;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Serialised objects as an attacker makes them. */
final class Streams {
    private Streams() {}

    /** By the JDK alone, which refuses little. */
    static byte[] plain(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] version(long serialVersionUid) {
        return ByteBuffer.allocate(Long.BYTES).putLong(serialVersionUid).array();
    }

    /** With every occurrence of some bytes replaced. */
    static byte[] replaced(byte[] bytes, byte[] from, byte[] to) {
        byte[] changed = bytes.clone();
        boolean found = false;
        for (int i = 0; i + from.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + from.length, from, 0, from.length)) {
                System.arraycopy(to, 0, changed, i, to.length);
                found = true;
            }
        }
        if (!found) {
            throw new AssertionError("there is nothing to replace");
        }
        return changed;
    }

    static byte[] replaced(byte[] bytes, String from, String to) {
        return replaced(bytes, from.getBytes(StandardCharsets.UTF_8), to.getBytes(StandardCharsets.UTF_8));
    }
}
