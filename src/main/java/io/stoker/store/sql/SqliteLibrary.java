package io.stoker.store.sql;

import io.stoker.store.OwnerOnly;
import io.stoker.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The native code of SQLite, which its driver copies into a folder to load it from there. By itself it takes the folder
 * of temporary files, which may be missing or forbid what is in it to be executed, and where each controller that is
 * killed leaves a copy. Stoker takes a folder beside the ledger, which its only user empties first.
 */
final class SqliteLibrary {
    /** Names the folder to the driver. A user who has set it is obeyed; otherwise it is set only while it is read. */
    private static final String FOLDER = "org.sqlite.tmpdir";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);
    private static boolean loaded;

    private SqliteLibrary() {}

    /**
     * Loads it, unless this JVM has it already.
     *
     * @param own a folder that nobody else uses; it is made, and emptied
     * @throws StoreException if it can be loaded from nowhere, saying which folders were tried and what to do
     */
    static synchronized void load(Path own) {
        if (loaded) {
            return;
        }
        String chosen = System.getProperty(FOLDER);
        List<String> folders =
                chosen != null ? List.of(chosen) : List.of(own.toString(), System.getProperty("java.io.tmpdir", ""));
        if (chosen == null) {
            empty(own);
        }
        loaded = folders.stream().anyMatch(SqliteLibrary::loadedFrom);
        if (chosen == null) {
            System.clearProperty(FOLDER);
        }
        if (!loaded) {
            throw new StoreException("the native library of SQLite cannot be loaded from any of these folders: "
                    + String.join(", ", folders) + ". It needs a writable folder on a file system that lets files be "
                    + "executed (mounted without noexec): name one with JAVA_TOOL_OPTIONS=-D" + FOLDER + "=FOLDER");
        }
    }

    private static boolean loadedFrom(String folder) {
        System.setProperty(FOLDER, folder);
        try {
            return SQLiteJDBCLoader.initialize();
        } catch (Exception e) { // which is all that it declares
            LOG.info("SQLite cannot be loaded from {}: {}", folder, e.toString());
            return false;
        }
    }

    private static void empty(Path folder) {
        try {
            OwnerOnly.folder(folder);
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            LOG.info("{} cannot be emptied: {}", folder, e.toString());
        }
    }
}
