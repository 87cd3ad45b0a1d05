package io.stoker.trust;

import java.util.Map;

/**
 * Who did what to a cluster, for people who look into it later. An entry names ids, never source or values. Adding one
 * does not wait, for any thread; it may be written later.
 */
public interface AuditLog extends AutoCloseable {
    /** Keeps nothing. */
    AuditLog NONE = (who, what, details) -> {};

    /** Who did something. */
    sealed interface Who {
        /** A program, known by its certificate. */
        record Node(Identity identity) implements Who {}

        /** A person or program, known by a token of that name; never the token itself. */
        record Token(String name) implements Who {}

        /** Nobody that is known: an address, or whatever else there is. */
        record Unknown(String address) implements Who {}

        /** A command of the profile's owner, on the profile's machine. */
        record Owner(String command) implements Who {}
    }

    /**
     * Adds an entry.
     *
     * @param what a word, as {@code refused}
     * @param details names and values of the entry's other fields: ids, reasons, counts
     */
    void add(Who who, String what, Map<String, ?> details);

    /** Writes what has been added. */
    @Override
    default void close() {}
}
