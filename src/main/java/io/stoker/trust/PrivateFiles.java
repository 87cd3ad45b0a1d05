package io.stoker.trust;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that nobody but their owner may read: keys, tokens. What others could read, or could have put
 * there, is refused. A file system that knows no owners is taken as it is.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private PrivateFiles() {}

    /**
     * Reads a file that only its owner can read.
     *
     * @param most how many bytes it may have
     * @throws KeyFileException if it cannot be read, is longer, is a link or no file, belongs to another user, or can
     *     be read or written by others; names it, and what to type
     */
    public static byte[] read(Path file, int most) {
        require(file, false);
        try (SeekableByteChannel in =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, in.size()) + 1);
            ByteArrayOutputStream content = new ByteArrayOutputStream(buffer.capacity());
            while (in.read(buffer.clear()) >= 0) {
                content.write(buffer.array(), 0, buffer.position());
                if (content.size() > most) {
                    throw new KeyFileException(file + " has more than " + most + " bytes: it is not such a file");
                }
            }
            return content.toByteArray();
        } catch (IOException e) {
            throw new KeyFileException("cannot read " + file + ": " + e, e);
        }
    }

    /**
     * Makes a folder for its owner only, unless it is there already.
     *
     * @throws KeyFileException if it cannot be made, or what is there is refused as by {@link #requireFolder}
     */
    public static void createFolder(Path folder) {
        try {
            Files.createDirectory(folder, permissions(folder, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            // By an earlier start. Whether it is private still, is looked at below.
        } catch (IOException e) {
            throw new KeyFileException("cannot make the folder " + folder + ": " + e, e);
        }
        requireFolder(folder);
    }

    /**
     * Returns if nobody but this user can look into the folder.
     *
     * @throws KeyFileException if it is missing, a link or no folder, belongs to another user, or is open to others
     */
    public static void requireFolder(Path folder) {
        require(folder, true);
    }

    /**
     * Puts a whole file in place at once, readable by its owner only: a reader sees the old one or the new one.
     *
     * @throws KeyFileException if it cannot be written
     */
    public static void write(Path file, byte[] content) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path temporary =
                    Files.createTempFile(folder, file.getFileName().toString(), ".tmp", permissions(file, "rw-------"));
            try {
                try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(content);
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                    out.force(true);
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new KeyFileException("cannot write " + file + ": " + e, e);
        }
    }

    private static void require(Path path, boolean folder) {
        if (!isPosix(path)) {
            return;
        }
        PosixFileAttributes found;
        try {
            found = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw new KeyFileException(path + " does not exist", e);
        } catch (IOException e) {
            throw new KeyFileException("cannot look at " + path + ": " + e, e);
        }
        if (found.isSymbolicLink()) {
            throw new KeyFileException(
                    path + " is a symbolic link, which may lead to what another user has written: put the "
                            + (folder ? "folder" : "file") + " itself there");
        }
        if (folder ? !found.isDirectory() : !found.isRegularFile()) {
            throw new KeyFileException(path + " is not a " + (folder ? "folder" : "file") + ": remove it");
        }
        requireOwner(path, found.owner());
        requireClosed(path, found.permissions(), folder);
    }

    private static void requireOwner(Path path, UserPrincipal owner) {
        UserPrincipal self = self(path);
        if (self != null && !self.equals(owner)) {
            throw new KeyFileException(path + " belongs to the user " + owner.getName() + ", but this process runs as "
                    + self.getName() + ": if you trust what is in it, type: chown " + self.getName() + " " + path);
        }
    }

    private static void requireClosed(Path path, Set<PosixFilePermission> permissions, boolean folder) {
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new KeyFileException("other users of this machine can use " + path + " (its mode is "
                    + PosixFilePermissions.toString(permissions) + "): type: chmod " + (folder ? "700 " : "600 ") + path
                    + (permissions.contains(PosixFilePermission.GROUP_READ)
                                    || permissions.contains(PosixFilePermission.OTHERS_READ)
                            ? ", and if one of them may have read a key in it, make new keys"
                            : ""));
        }
    }

    /** The user of this process; null if the system does not tell. */
    private static @Nullable UserPrincipal self(Path path) {
        try {
            return Files.getOwner(path.getFileSystem().getPath("/proc/self"));
        } catch (IOException | UnsupportedOperationException e) {
            return named(path);
        }
    }

    private static @Nullable UserPrincipal named(Path path) {
        try {
            return path.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name"));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    static FileAttribute<?>[] permissions(Path path, String mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
