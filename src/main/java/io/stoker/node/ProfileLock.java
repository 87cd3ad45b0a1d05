package io.stoker.node;

import io.stoker.store.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Held by the one process that may write in a profile's folder for its whole life: a launcher, or a controller that a
 * person started. It is a lock of the operating system, which ends with its holder, and holds between containers and
 * between hosts that share the folder, where pids mean nothing.
 *
 * <p>Who starts a launcher in the background has another one until that launcher's cluster is ready: two of them would
 * write to the same log of the launcher, and each read the other's.
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
    private final Holder holder;
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    private ProfileLock(Path file, Holder holder) {
        this.file = file;
        this.holder = holder;
    }

    /**
     * Takes it.
     *
     * @throws NodeException if another process has it, naming that
     */
    public static ProfileLock take(Profile profile, ProcessName holder) {
        Path file = file(profile, holder);
        ProfileLock lock = new ProfileLock(file, Holder.ofThisProcess(holder));
        ProfileLock other = HELD.putIfAbsent(file, lock);
        if (other != null) {
            throw inUse(profile, other.holder);
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
            throw inUse(profile, read(opened));
        }
        key = key(file);
        opened.truncate(0);
        opened.write(ByteBuffer.wrap(holder.text().getBytes(StandardCharsets.UTF_8)), 0);
    }

    /**
     * Whether somebody has removed the profile's folder, or put another in its place. Where the folder of all profiles
     * is gone as well, as with a disk that was taken away, it may come back.
     */
    boolean isLost() {
        try {
            return !Objects.equals(key, key(file));
        } catch (NoSuchFileException e) {
            Path folder = file.toAbsolutePath().getParent();
            Path profiles = folder == null ? null : folder.getParent();
            return profiles != null && Files.exists(profiles);
        } catch (IOException e) {
            return false; // a disk that fails may work again
        }
    }

    /** Tells a file from another of its name, where the system has something for that. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /**
     * Who has it.
     *
     * @param name what the process is
     * @param mark which one it is; of none, while it has just taken the lock
     */
    record Holder(ProcessName name, ProcessMark mark) {
        static Holder ofThisProcess(ProcessName name) {
            return new Holder(name, ProcessMark.of(ProcessHandle.current()));
        }

        static Holder parse(String text) {
            String[] lines = text.split("\n");
            return new Holder(ProcessName.ofFile(lines[0]), ProcessMark.parse(lines.length < 2 ? "?" : lines[1]));
        }

        String text() {
            return name.file() + "\n" + mark + "\n";
        }

        @Override
        public String toString() {
            return mark.inWords(name.toString());
        }
    }

    /**
     * Does something while nobody holds it, and keeps others from taking it meanwhile. Does nothing where somebody
     * holds it, or the profile has no folder.
     *
     * @return who holds it; empty for nobody
     * @throws NodeException if it cannot be told
     */
    static Optional<Holder> whileFree(Profile profile, Runnable action) {
        Path file = file(profile, ProcessName.LAUNCHER);
        if (!Files.isDirectory(profile.folder())) {
            return Optional.empty();
        }
        try {
            OwnerOnly.file(file);
            return whileFree(file, action);
        } catch (IOException e) {
            throw cannotLock(file, e);
        }
    }

    private static Optional<Holder> whileFree(Path file, Runnable action) throws IOException {
        ProfileLock own = HELD.get(file);
        if (own != null) {
            return Optional.of(own.holder);
        }
        // Its text stays as it is: on a full disk nothing can be written, and much is to be removed.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.tryLock(POSITION, 1, false) == null) {
                return Optional.of(read(channel));
            }
            action.run();
            return Optional.empty();
        }
    }

    /** Who holds it; empty for nobody, or where it cannot be told. */
    static Optional<Holder> holder(Profile profile) {
        return holder(file(profile, ProcessName.LAUNCHER));
    }

    /** Who starts a launcher in the background; empty for nobody, or where it cannot be told. */
    static Optional<Holder> starter(Profile profile) {
        return holder(file(profile, ProcessName.STARTER));
    }

    private static Optional<Holder> holder(Path file) {
        try {
            return whileFree(file, () -> {});
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

    private static Path file(Profile profile, ProcessName holder) {
        return profile.folder().resolve(holder.equals(ProcessName.STARTER) ? "start.lock" : "profile.lock");
    }

    private static Holder read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_TEXT);
        channel.read(bytes, 0);
        return Holder.parse(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    }

    private static NodeException inUse(Profile profile, Holder holder) {
        return new NodeException("profile '" + profile.name() + "' is in use by " + holder + ": stop it with: "
                + profile.command("stop") + ", where it runs, or choose another with --profile NAME");
    }

    private static NodeException cannotLock(Path file, Exception cause) {
        return new NodeException(
                "cannot lock " + file + ": " + cause.getMessage() + "; set " + Profile.HOME_VARIABLE
                        + " to a folder on a disk that supports locks and has space",
                cause);
    }
}
