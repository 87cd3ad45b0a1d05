package io.stoker.task;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text that must not take more than so many bytes on the wire, where it is UTF-8. */
public final class Utf8 {
    private Utf8() {}

    /** How many bytes the text takes, without encoding it. */
    public static long length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate is half of a character of four bytes.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /**
     * Where the first half of a surrogate pair stands that lacks the other, as no such text can be sent; -1 if none.
     */
    static int halfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /**
     * The first characters of a text, of which there are at most so many; never half of a surrogate pair at the end.
     */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean splits = most > 0 && Character.isSurrogatePair(text.charAt(most - 1), text.charAt(most));
        return text.substring(0, splits ? most - 1 : most);
    }

    /**
     * {@code text}, or as much of its head as fits into {@code maxBytes} together with a note that says how long it
     * was. Halves of surrogate pairs become question marks, for they could not travel.
     */
    public static String head(String text, int maxBytes) {
        return head(text, text.length(), maxBytes);
    }

    /** As {@link #head(String, int)}, of a text of so many characters that begins like this. */
    static String head(String text, int length, int maxBytes) {
        // No character takes less than a byte, so that a huge text is not encoded as a whole.
        String near = cut(text, maxBytes + 1);
        byte[] bytes = near.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes && near.length() == length) {
            return decode(bytes, 0, bytes.length);
        }
        byte[] note = String.format(Locale.ROOT, "… (cut, %,d characters in all)", length)
                .getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, Math.max(0, maxBytes - note.length));
        while (end > 0 && end < bytes.length && isContinuation(bytes[end])) {
            end--;
        }
        return decode(bytes, 0, end) + decode(note, 0, note.length);
    }

    /**
     * {@code text}, or as much of its end as fits into {@code maxBytes} behind a line that says how much is left out.
     * Halves of surrogate pairs become question marks.
     */
    public static String tail(String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return decode(bytes, 0, bytes.length);
        }
        byte[] longest = omission(bytes.length).getBytes(StandardCharsets.UTF_8);
        int start = bytes.length - Math.max(0, maxBytes - longest.length);
        while (start < bytes.length && isContinuation(bytes[start])) {
            start++;
        }
        return omission(start) + decode(bytes, start, bytes.length - start);
    }

    private static String omission(int bytes) {
        return String.format(Locale.ROOT, "… (%,d bytes before this are left out)\n", bytes);
    }

    /** Decodes the bytes, with a question mark for invalid UTF-8, so that the text never takes more bytes. */
    public static String decode(byte[] bytes, int offset, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith("?")
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("a decoder that replaces does not throw", e);
        }
    }

    /** Whether this byte continues a character that began earlier. */
    public static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
