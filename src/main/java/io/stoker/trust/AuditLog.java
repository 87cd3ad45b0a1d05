package io.stoker.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Takes down who did what to this cluster, as JSON lines in a file that nobody but its owner can read. Any thread may
 * tell it something: it returns at once, whatever the disk does.
 */
public interface AuditLog extends AutoCloseable {
    /** Takes down nothing: of a cluster that nobody else can reach. */
    AuditLog NONE = event -> {};

    /** The one of whom a line speaks. */
    sealed interface Who {
        /** A program, known by its certificate. */
        record Node(Identity identity) implements Who {}

        /** A person or program, known by a token of that name; never the token itself. */
        record Token(String name) implements Who {}

        /** Somebody of whom no more is known than where the connection came from, in any form. */
        record Unknown(String address) implements Who {}

        /** The profile's owner, who has typed a command on the profile's machine. */
        record Owner(String command) implements Who {}
    }

    /** Takes this down, with the time of now. Never blocks, and never fails. */
    void add(AuditEvent event);

    /** Writes what it was told so far; waits some seconds for that at most. */
    @Override
    default void close() {}

    /**
     * The log of a process that serves. Its lines are written within two seconds.
     *
     * @param file made with the first line, moved aside when it is large
     * @param onTrouble hears, in words for people, when the file cannot be written, and when it can again; called by a
     *     thread of the log
     */
    static AuditLog open(Path file, Consumer<String> onTrouble) {
        return QueuedAuditLog.start(new AuditFile(file), InstantSource.system(), onTrouble);
    }

    /**
     * Adds one line, at once: for a command, which ends then.
     *
     * @throws IOException if the file cannot be written
     */
    static void append(Path file, AuditEvent event) throws IOException {
        AuditSecond second = new AuditSecond();
        Instant now = Instant.now();
        second.add(now, event);
        new AuditFile(file).append(second.flush(now));
    }
}
