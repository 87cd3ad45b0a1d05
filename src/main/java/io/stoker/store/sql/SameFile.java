package io.stoker.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file, known by more than its name: one that was removed can be written to for as long as it is open, and what is
 * written there is lost.
 *
 * @param key of the file system; null if that has none
 */
record SameFile(Path path, @Nullable Object key) {

    static SameFile of(Path path) throws IOException {
        return new SameFile(path, keyOf(path));
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Whether the file is still under its name. */
    boolean isThere() {
        try {
            return Objects.equals(key, keyOf(path));
        } catch (IOException e) {
            return false; // whatever the reason, it is not to be found there
        }
    }
}
