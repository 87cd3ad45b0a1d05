package io.stoker.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk of a few MiB over one folder, which only the process that is started with it and its children see: a tmpfs in
 * a mount namespace of their own, for which one need not be root.
 */
final class SmallDisk {
    private static final int PIECE = 4_096;

    private final Path seen;

    private SmallDisk(Path seen) {
        this.seen = seen;
    }

    /** Whether this machine lets us have one. */
    static boolean isPossible() {
        try {
            Path folder = Files.createTempDirectory("stoker-disk");
            Process probe = new ProcessBuilder(command(folder, 1, List.of("true"))).start();
            boolean works = probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0;
            Files.delete(folder);
            return works;
        } catch (IOException e) {
            return false; // there is no unshare
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The command, begun with a disk of so many MiB over the folder. */
    static List<String> command(Path folder, int mib, List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o mode=700,size=" + mib + "m none \"$0\" && exec \"$@\"",
                folder.toString()));
        all.addAll(command);
        return all;
    }

    /** The disk over this folder as the process sees it. */
    static SmallDisk of(Process process, Path folder) {
        return new SmallDisk(Path.of("/proc/" + process.pid() + "/root" + folder));
    }

    private Path filler() {
        return seen.resolve("filler");
    }

    /** Takes space until no more than so many bytes are free. */
    void fill(long left) {
        try (FileChannel file = FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (seen.toFile().getUsableSpace() > left) {
                file.write(ByteBuffer.allocate(PIECE));
            }
        } catch (IOException e) {
            if (left > 0) {
                throw new UncheckedIOException(e);
            } // else somebody else has taken the last of it
        }
    }

    /** Gives the space back. */
    void free() {
        try {
            Files.delete(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
