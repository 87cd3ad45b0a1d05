package io.stoker.task;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Source text from a file or stream: UTF-8 whatever the locale, perhaps with a byte-order mark. */
public final class SourceText {
    private static final char MARK = '\uFEFF';

    private SourceText() {}

    /**
     * The text of these bytes, without a byte-order mark.
     *
     * @param what names them in the message, as a file
     * @throws StokerException if they are not UTF-8, with the place of the first byte that is not
     */
    public static String decode(byte[] bytes, String what) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            throw new StokerException(what + " is not UTF-8: " + place(bytes, in.position()) + "; save it as UTF-8");
        }
        return withoutMark(out.flip().toString());
    }

    /** Without a byte-order mark at its beginning: editors put it there, no language knows it, and nobody sees it. */
    public static String withoutMark(String source) {
        return !source.isEmpty() && source.charAt(0) == MARK ? source.substring(1) : source;
    }

    private static String place(byte[] bytes, int at) {
        int first = bytes.length < 2 ? 0 : ByteBuffer.wrap(bytes).getChar();
        if (first == 0xFFFE || first == 0xFEFF) {
            return "its first two bytes say that it is UTF-16";
        }
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "byte %d (0x%02X, in line %d) is not the start of a character",
                at + 1,
                bytes[at] & 0xFF,
                line);
    }
}
