package io.stoker.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Names one process by its {@link ProcessMark}.
 *
 * @param path the file
 */
public record PidFile(Path path) {
    static final String SUFFIX = ".pid";

    /** Far behind the text, as in a {@link ProfileLock}. */
    private static final long POSITION = Long.MAX_VALUE - 1;

    /** Those that this process holds until it ends: one that nobody refers to would be closed. */
    private static final List<FileChannel> HELD = new CopyOnWriteArrayList<>();

    /** Names this process, in place of whatever the file named before. */
    public void write(ProcessHandle process) {
        Profile.replace(path, (ProcessMark.of(process) + "\n").getBytes(UTF_8));
    }

    /**
     * Names this process, in place of whatever the file named before, and keeps the file locked until the process ends,
     * however it does. So everybody can tell that it has ended, also where its pid means nothing.
     *
     * @throws NodeException if the file cannot be written or locked
     */
    public void hold() {
        HELD.add(writeLocked());
    }

    /** It appears whole and locked. */
    FileChannel writeLocked() {
        try {
            Path temporary =
                    Files.createTempFile(path.getParent(), path.getFileName().toString(), ".tmp");
            FileChannel channel = FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                channel.write(ByteBuffer.wrap((ProcessMark.of(ProcessHandle.current()) + "\n").getBytes(UTF_8)));
                channel.lock(POSITION, 1, false);
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
                return channel;
            } catch (IOException e) {
                channel.close();
                Files.deleteIfExists(temporary);
                throw e;
            }
        } catch (IOException e) {
            throw new NodeException(
                    "cannot write and lock " + path + ": " + e + "; set " + Profile.HOME_VARIABLE
                            + " to a folder on a disk that supports locks and has space",
                    e);
        }
    }

    /** Whether a process holds it, here or elsewhere; where that cannot be told, it may be. */
    public boolean isHeld() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.tryLock(POSITION, 1, false) == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | OverlappingFileLockException e) {
            // The latter where this process holds it, which is not to ask: on POSIX systems it lets go of it by that.
            return true;
        }
    }

    /** As {@link ProcessMark#live}. */
    public Optional<ProcessHandle> readLive() {
        return read().flatMap(ProcessMark::live);
    }

    /** What it names, in words, if that is a process whose life cannot be told from here. */
    Optional<String> readElsewhere() {
        return read().filter(ProcessMark::isElsewhere)
                .map(mark -> mark.inWords(process().toString()));
    }

    /**
     * Whether the process it names may live, where nobody holds the profile's lock: only an engine that a person
     * started, which holds this file instead, may do so where it cannot be seen.
     */
    boolean mayLive() {
        return readLive().isPresent() || (process().isLone() && isHeld());
    }

    private Optional<ProcessMark> read() {
        try {
            return Optional.of(ProcessMark.parse(Files.readString(path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Forgets the process. */
    public void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path + ": " + e, e);
        }
    }

    /** As {@link #remove}, unless it names another process by now. */
    void removeIfOf(long pid) {
        if (read().filter(mark -> mark.pid().equals(Long.toString(pid))).isPresent()) {
            remove();
        }
    }

    ProcessName process() {
        String file = path.getFileName().toString();
        return ProcessName.ofFile(file.substring(0, file.length() - SUFFIX.length()));
    }

    /** As {@link ProcessMark#isRunning}. */
    static boolean isRunning(ProcessHandle process) {
        return ProcessMark.isRunning(process);
    }
}
