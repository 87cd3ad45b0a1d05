package io.stoker.node;

import io.stoker.engine.UserProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Ends what the processes of a profile leave behind when they are killed: the processes that tasks have started. These
 * are known by a mark that each child of a launcher has in its environment; what the marks of one launcher begin with
 * is kept in the profile, so that the next one can clean up after it.
 */
final class Leftovers {
    private static final String FILE = "processes.mark";

    private final Path file;

    Leftovers(Profile profile) {
        file = profile.folder().resolve(FILE);
    }

    /** A mark for one child, which no other process has. */
    String mark() {
        try {
            if (!Files.exists(file)) {
                Profile.replace(file, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
            }
            return Files.readString(file).strip() + "/" + UUID.randomUUID();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    /** Ends whatever runs under the marks of the profile's last launcher, which is gone with all of its children. */
    void end() {
        try {
            if (Files.exists(file)) {
                UserProcesses.marked(Files.readString(file).strip() + "/").kill();
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or remove " + file + ": " + e, e);
        }
    }
}
