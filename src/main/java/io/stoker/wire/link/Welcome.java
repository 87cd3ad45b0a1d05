package io.stoker.wire.link;

import io.stoker.task.MalformedException;
import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The answer to a {@link Hello}.
 *
 * @param refusal why the connection is about to be closed, for people; empty if it is welcome
 */
record Welcome(String refusal) {
    private static final byte FORM = 1;
    private static final int LONGEST_REFUSAL = 300;
    /** Its most bytes. */
    static final int LONGEST = 1 + LONGEST_REFUSAL;

    byte[] toBytes() {
        byte[] text = Utf8.head(refusal, LONGEST_REFUSAL).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[1 + text.length];
        bytes[0] = FORM;
        System.arraycopy(text, 0, bytes, 1, text.length);
        return bytes;
    }

    /**
     * Reads {@link #toBytes()}.
     *
     * @throws MalformedException if this is something else
     */
    static Welcome of(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != FORM) {
            throw new MalformedException("it answers in another form than " + FORM);
        }
        return new Welcome(
                Visible.line(new String(Arrays.copyOfRange(bytes, 1, bytes.length), StandardCharsets.UTF_8)));
    }
}
