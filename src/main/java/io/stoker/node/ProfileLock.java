package io.stoker.node;

import io.stoker.store.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Held by the one process that may write in a profile's folder for its whole life: a launcher, or a controller that a
 * person started. It is a lock of the operating system, which ends with its holder, and holds between containers and
 * between hosts that share the folder, where pids mean nothing.
 */
public final class ProfileLock implements AutoCloseable {
    /** Far behind the text, which others may read where a lock keeps them from that. */
    private static final long POSITION = Long.MAX_VALUE - 1;

    private static final int MOST_TEXT = 1024;

    /**
     * By file. To open one of them once more, and close it, would release the lock: that is how the system's locks are.
     */
    private static final Map<Path, ProfileLock> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private final ProcessName holder;
    private @Nullable FileChannel channel;

    private ProfileLock(Path file, ProcessName holder) {
        this.file = file;
        this.holder = holder;
    }

    /**
     * Takes it.
     *
     * @throws NodeException if another process has it, naming that
     */
    public static ProfileLock take(Profile profile, ProcessName holder) {
        Path file = file(profile);
        ProfileLock lock = new ProfileLock(file, holder);
        ProfileLock other = HELD.putIfAbsent(file, lock);
        if (other != null) {
            throw inUse(profile, inWords(other.text()));
        }
        try {
            lock.lock(profile);
            return lock;
        } catch (IOException e) {
            lock.close();
            throw cannotLock(file, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void lock(Profile profile) throws IOException {
        OwnerOnly.file(file);
        FileChannel opened = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel = opened;
        if (opened.tryLock(POSITION, 1, false) == null) {
            throw inUse(profile, inWords(read(opened)));
        }
        opened.truncate(0);
        opened.write(ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** Who holds it, in words; empty for nobody, or where it cannot be told. */
    static Optional<String> holder(Profile profile) {
        Path file = file(profile);
        ProfileLock own = HELD.get(file);
        if (own != null) {
            return Optional.of(inWords(own.text()));
        }
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.tryLock(POSITION, 1, false) == null ? Optional.of(inWords(read(channel))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            FileChannel open = channel;
            if (open != null) {
                open.close();
            }
            HELD.remove(file, this);
        } catch (IOException e) {
            throw new UncheckedIOException("a lock cannot be released: " + e, e);
        }
    }

    private static Path file(Profile profile) {
        return profile.folder().resolve("profile.lock");
    }

    /** The process, and where it runs: another one is told the latter when it cannot see the former. */
    private String text() {
        return holder + "\n" + ProcessHandle.current().pid() + "\n" + ProcessSpace.here() + "\n";
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_TEXT);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static String inWords(String text) {
        String[] lines = text.split("\n");
        if (lines.length < 3) {
            return "a process that has just begun";
        }
        ProcessSpace space = ProcessSpace.of(lines[2]);
        return lines[0] + " (pid " + lines[1] + (space.isHere() ? ")" : " " + space.inWords() + ")");
    }

    private static NodeException inUse(Profile profile, String holder) {
        return new NodeException("profile '" + profile.name() + "' is in use by " + holder + ": stop it with: "
                + profile.command("stop") + ", where it runs, or choose another with --profile NAME");
    }

    private static NodeException cannotLock(Path file, Exception cause) {
        return new NodeException(
                "cannot lock " + file + ": " + cause.getMessage() + "; set " + Profile.HOME_VARIABLE
                        + " to a folder on a disk that knows locks and has space",
                cause);
    }
}
