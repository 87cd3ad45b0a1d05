package io.stoker.task;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Large arrays of primitives, which are one block of bytes in CBOR: written and read here exactly as the CBOR library
 * does it, but with one copy and not three.
 */
final class LargeBlock {
    /** From here on a block's length takes four bytes, and copies begin to matter. */
    private static final int LARGE = 1 << 16;

    private static final int TAG = 0xD9;
    private static final int SHORT_TAG = 0xD8;
    private static final int BLOCK = 0x5A;

    private LargeBlock() {}

    /** The encoded array; null if it is not for this class. */
    static byte @Nullable [] encode(Object value, int maxBytes) {
        PackedArray<?> packed = PackedArray.BY_CLASS.get(value.getClass());
        if (packed == null && !(value instanceof byte[])) {
            return null;
        }
        long length = (long) Array.getLength(value) * (packed == null ? 1 : packed.width());
        if (length < LARGE || length > maxBytes - 8) {
            return null;
        }
        int tag = packed == null ? Tags.NONE : packed.tag();
        ByteBuffer out = ByteBuffer.allocate((int) length + 5 + (tag == Tags.NONE ? 0 : tag <= 0xFF ? 2 : 3));
        if (tag > 0xFF) {
            out.put((byte) TAG).putShort((short) tag);
        } else if (tag != Tags.NONE) {
            out.put((byte) SHORT_TAG).put((byte) tag);
        }
        out.put((byte) BLOCK).putInt((int) length);
        if (packed == null) {
            out.put((byte[]) value);
        } else {
            packed.packInto(out.slice(), value);
        }
        return out.array();
    }

    /** The array these bytes are; null if they are not for this class. */
    static @Nullable Object decode(byte[] bytes) {
        if (bytes.length < LARGE) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int first = in.get() & 0xFF;
        int tag = Tags.NONE;
        if (first == TAG) {
            tag = in.getShort() & 0xFFFF;
            first = in.get() & 0xFF;
        } else if (first == SHORT_TAG) {
            tag = in.get() & 0xFF;
            first = in.get() & 0xFF;
        }
        if (first != BLOCK || in.getInt() != in.remaining()) {
            return null;
        }
        if (tag == Tags.NONE) {
            return Arrays.copyOfRange(bytes, in.position(), bytes.length);
        }
        PackedArray<?> packed = PackedArray.BY_TAG.get(tag);
        return packed == null || in.remaining() % packed.width() != 0 ? null : packed.unpack(in.slice());
    }
}
