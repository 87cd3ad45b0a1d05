package io.stoker.wire.link;

import java.util.Arrays;
import java.util.Optional;

/** What a connection is for: so that a large value never holds up a message, they have different ones. */
enum Kind {
    /** Messages. */
    MESSAGES(1, "messages"),
    /** Parts of large values. */
    VALUES(2, "large values");

    private final int code;
    private final String words;

    Kind(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** What it is called on the connection. */
    int code() {
        return code;
    }

    /** The kind that is called so there; empty if none is. */
    static Optional<Kind> ofCode(int code) {
        return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }

    /** What it carries, for people. */
    String words() {
        return words;
    }
}
