package io.stoker.node;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Which letters the locale knows. In one that is not of UTF-8, as C is not, Java reads arguments, names of files and
 * the environment with a mark in the place of each byte that it does not understand.
 */
public final class LocaleLetters {
    private static final char NOT_UNDERSTOOD = '\uFFFD';

    private LocaleLetters() {}

    /**
     * Refuses what this JVM has not understood, with a {@link NodeException}.
     *
     * @param what names the text
     */
    public static void require(String text, String what) {
        require(
                text,
                what,
                System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
    }

    static void require(String text, String what, String encoding) {
        // Where the locale is one of UTF-8 the mark itself may have been meant.
        if (text.indexOf(NOT_UNDERSTOOD) >= 0 && !encoding.equals(StandardCharsets.UTF_8.name())) {
            throw refused(what, encoding);
        }
    }

    static NodeException refused(String what) {
        return refused(
                what,
                System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
    }

    private static NodeException refused(String what, String encoding) {
        return new NodeException(what + " has characters that this locale (" + encoding
                + ") cannot represent: set LC_ALL to a UTF-8 locale, as LC_ALL=C.UTF-8");
    }
}
