package io.stoker.store;

import io.stoker.task.StoredValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** A file for each value, named by its id, with {@code .part} behind it until it is whole and on the disk. */
final class ValueFolder {
    private static final String PART = ".part";
    private static final Pattern NAME =
            Pattern.compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(|\\.part)");
    /** So much at most is left to be brought to the disk when a value is complete; that takes a while. */
    private static final long FLUSH_EVERY = 8L * 1024 * 1024;

    private final Path folder;

    /** A file that an earlier process has left. */
    record Found(UUID id, long length, boolean whole) {}

    ValueFolder(Path folder) {
        this.folder = folder;
    }

    /** What is there. Files of other names are none of ours. */
    List<Found> list() {
        return files().stream()
                .map(file -> NAME.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .map(name -> found(UUID.fromString(name.group(1)), name.group(2).isEmpty()))
                .toList();
    }

    private Found found(UUID id, boolean whole) {
        try {
            return new Found(id, Files.size(whole ? whole(id) : part(id)), whole);
        } catch (IOException e) {
            throw new StoreException("cannot read the folder of the values " + folder + ": " + e, e);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new StoreException("cannot read the folder of the values " + folder + ": " + e, e);
        }
    }

    void append(UUID id, long offset, byte[] bytes) throws IOException {
        if (offset == 0) {
            OwnerOnly.folder(folder);
        }
        try (FileChannel file = FileChannel.open(part(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer, offset + buffer.position());
            }
            if (offset / FLUSH_EVERY != (offset + bytes.length) / FLUSH_EVERY) {
                file.force(false);
            }
        }
    }

    /**
     * Brings a value that is whole to the disk, under its name.
     *
     * @throws ValueRefusedException if it is not what it says it is, as when an earlier process did not get all of it
     *     written
     */
    void complete(StoredValue value) throws IOException {
        Path part = part(value.id());
        if (checksum(part) != value.checksum()) {
            throw new ValueRefusedException(
                    "the value " + value.id() + " was damaged on the way (wrong checksum); send it again");
        }
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(part, whole(value.id()), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static int checksum(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        return (int) crc.getValue();
    }

    /**
     * @throws ValueRefusedException if it is not there: a folder that is gone may come back, one file of it does not
     */
    byte[] read(UUID id, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try (FileChannel file = FileChannel.open(whole(id), StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (file.read(buffer, offset + buffer.position()) < 0) {
                    throw new ValueRefusedException(
                            "the value " + id + " has no " + length + " bytes at byte " + offset);
                }
            }
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(folder)) {
                throw new ValueRefusedException("the store no longer has the value " + id + ": somebody has removed its"
                        + " file " + whole(id));
            }
            throw e;
        }
        return buffer.array();
    }

    void delete(UUID id) throws IOException {
        Files.deleteIfExists(whole(id));
        Files.deleteIfExists(part(id));
    }

    /** Deletes all values, and the folder unless there is something else in it. */
    void clear() {
        try {
            for (Found file : list()) {
                delete(file.id());
            }
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return;
        } catch (IOException e) {
            throw new StoreException("cannot clear the folder of the values " + folder + ": " + e, e);
        }
    }

    private Path whole(UUID id) {
        return folder.resolve(id.toString());
    }

    private Path part(UUID id) {
        return folder.resolve(id + PART);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
