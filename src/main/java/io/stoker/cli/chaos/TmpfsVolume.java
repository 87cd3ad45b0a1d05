package io.stoker.cli.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A small file system of its own, in memory, that can be filled without harm to anybody else. */
final class TmpfsVolume {
    private static final int MEBIBYTE = 1 << 20;
    private static final long BASE_MEBIBYTES = 128;
    private static final long BYTES_A_TASK = 6 << 10;

    private final Path folder;
    private final Path ballast;

    private TmpfsVolume(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Mounts it over a folder, with room for a ledger of so many tasks; empty where that is not allowed. */
    static Optional<TmpfsVolume> over(Path folder, int tasks) {
        long mebibytes = BASE_MEBIBYTES + tasks * BYTES_A_TASK / MEBIBYTE;
        List<String> command = List.of(
                "mount", "-t", "tmpfs", "-o", "mode=700,size=" + mebibytes + "m", "stoker-chaos", folder.toString());
        return succeeds(command) ? Optional.of(new TmpfsVolume(folder)) : Optional.empty();
    }

    /** Leaves no room in it. */
    void fill() {
        byte[] block = new byte[MEBIBYTE];
        try (OutputStream file = Files.newOutputStream(ballast)) {
            while (true) {
                file.write(block);
            }
        } catch (IOException e) {
            fillRest();
        }
    }

    /** What is left is less than a block; the last bytes go one page at a time. */
    private void fillRest() {
        byte[] page = new byte[4 << 10];
        try (OutputStream file = Files.newOutputStream(ballast, StandardOpenOption.APPEND)) {
            while (true) {
                file.write(page);
            }
        } catch (IOException e) {
            // No space is left on the device, which is what was wanted.
        }
    }

    /** Makes room again. */
    void free() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the ballast " + ballast, e);
        }
    }

    /** Ends it, and all that is in it. Says whether that went well. */
    boolean unmount() {
        return succeeds(List.of("umount", folder.toString())) || succeeds(List.of("umount", "-l", folder.toString()));
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit().join().exitValue() == 0; // also on a thread that was interrupted, as by Ctrl-C
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
