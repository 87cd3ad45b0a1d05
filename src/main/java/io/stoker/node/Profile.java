package io.stoker.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The folder in which one cluster keeps its connection file, pids and logs. Clusters under different profiles live side
 * by side and never touch each other.
 *
 * @param home the folder of all profiles
 * @param name names this one
 */
public record Profile(Path home, String name) {
    /** The profile of a person who names none. */
    public static final String DEFAULT = "default";

    /** Moves the folder of all profiles away from {@code ~/.stoker}. */
    public static final String HOME_VARIABLE = "STOKER_HOME";

    /** The name of the file of {@link #settingsFile}. */
    static final String SETTINGS_FILE = "stoker.conf";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

    public Profile {
        if (!isName(name)) {
            throw new NodeException("'" + name + "' cannot name a profile: use letters, digits, '.', '_' and '-'");
        }
        home = home.toAbsolutePath().normalize();
    }

    /** Whether it can name a profile. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The profile of that name under {@code STOKER_HOME}, or else under {@code ~/.stoker}, where {@code HOME} goes
     * before what Java takes for the home folder.
     */
    public static Profile named(String name) {
        return new Profile(HomeFolder.of(System.getenv(), System.getProperty("user.home")), name);
    }

    /** A command line for this profile, as a person types it. */
    public String command(String command) {
        return "scripts/stoker " + (name.equals(DEFAULT) ? "" : "--profile " + name + " ") + command;
    }

    /**
     * Makes the folders that are missing, readable by their owner only.
     *
     * @throws NodeException if they cannot be made or written to
     */
    public Profile create() {
        try {
            Files.createDirectories(logs(), ownerOnly());
            for (Path each : List.of(folder(), logs())) {
                if (!Files.isWritable(each)) {
                    throw new AccessDeniedException(each.toString(), null, "it is not writable");
                }
            }
        } catch (IOException e) {
            throw new NodeException(
                    "cannot use the profile folder " + folder() + ": " + e + "; set " + HOME_VARIABLE
                            + " to a folder you may write to",
                    e);
        }
        return this;
    }

    public Path folder() {
        return home.resolve(name);
    }

    /** Where the controller puts the tokens with which its HTTP interface is used. */
    public Path tokens() {
        return folder().resolve("tokens");
    }

    /** Where its certificates and their keys are. */
    public Path keys() {
        return folder().resolve("keys");
    }

    public Path connectionFile() {
        return folder().resolve("connection.json");
    }

    /**
     * Where a person may write settings for the nodes of this profile. Stoker only reads it, but in profiles of its
     * own.
     */
    public Path settingsFile() {
        return folder().resolve(SETTINGS_FILE);
    }

    /** Where the controller keeps its ledger, if it keeps it in a file. */
    public Path ledger() {
        return folder().resolve("ledger");
    }

    /** Where large values are kept beside a ledger in memory: all of it goes with the controller. */
    public Path scratchValues() {
        return folder().resolve("scratch-values");
    }

    /** Where large values are kept beside a ledger that outlives the controller. */
    public Path values() {
        return folder().resolve("values");
    }

    /** Where a controller, and commands that change who may do what, take down who did what. */
    public Path auditLog() {
        return folder().resolve("audit.log");
    }

    public Path logs() {
        return folder().resolve("logs");
    }

    public Path log(ProcessName process) {
        return logs().resolve(process.file() + ".log");
    }

    public PidFile pidFile(ProcessName process) {
        return new PidFile(folder().resolve(process.file() + PidFile.SUFFIX));
    }

    private FileAttribute<?>[] ownerOnly() {
        Path root = home.getRoot();
        boolean posix = root != null
                && root.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Puts a whole file in place at once: a reader sees the old one or the new one, never half of one. */
    static void replace(Path file, byte[] content) {
        try {
            Path temporary =
                    Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
            try {
                Files.write(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }
}
