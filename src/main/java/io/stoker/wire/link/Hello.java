package io.stoker.wire.link;

import io.stoker.task.MalformedException;
import io.stoker.wire.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The first that a node says on a connection.
 *
 * @param address of the node, as the cluster knows it
 * @param pass that the controller has told it
 */
record Hello(Kind kind, String address, Secret pass) {
    private static final byte FORM = 1;
    private static final int LONGEST_ADDRESS = 400;
    private static final int FIXED = 2 + 2 * Long.BYTES;
    /** Its most bytes. */
    static final int LONGEST = FIXED + LONGEST_ADDRESS;

    byte[] toBytes() {
        byte[] text = address.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED + text.length)
                .put(FORM)
                .put((byte) kind.code())
                .putLong(pass.high())
                .putLong(pass.low())
                .put(text)
                .array();
    }

    /**
     * Reads {@link #toBytes()}.
     *
     * @throws MalformedException if this is something else
     */
    static Hello of(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != FORM) {
            throw new MalformedException("a connection that does not begin in the form " + FORM);
        }
        if (bytes.length <= FIXED || bytes.length > LONGEST) {
            throw new MalformedException("a hello of " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        int code = in.get();
        Kind kind = Kind.ofCode(code).orElseThrow(() -> new MalformedException("a connection of the kind " + code));
        Secret pass = new Secret(in.getLong(), in.getLong());
        String address = new String(bytes, FIXED, bytes.length - FIXED, StandardCharsets.UTF_8);
        return new Hello(kind, address, pass);
    }
}
