package io.stoker.cli.remote;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from its end, and what is added to it. When the log is set aside and begins anew under its name, the rest
 * of the old file is read first. A line is shown when it is complete.
 */
final class LogFollower implements Closeable {
    private static final int BLOCK = 64 << 10;

    private final Path path;
    private final Consumer<String> lines;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BLOCK];
    private @Nullable RandomAccessFile file;
    private @Nullable Object identity;

    /**
     * A follower, which opens nothing yet.
     *
     * @param lines gets each line
     */
    LogFollower(Path path, Consumer<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    /**
     * Shows the last lines that are there.
     *
     * @throws NoSuchFileException if there is no such file
     */
    void showLast(int count) throws IOException {
        if (!open()) {
            throw new NoSuchFileException(path.toString());
        }
        RandomAccessFile now = Objects.requireNonNull(file);
        now.seek(startOfLast(now, count));
        readOn(now);
    }

    /** Shows what was added since; of an old file that was set aside more than once meanwhile, only what it can. */
    void showMore() throws IOException {
        RandomAccessFile now = file;
        if (now == null) {
            if (open()) {
                readOn(Objects.requireNonNull(file));
            }
            return;
        }
        Object current = identityOf(path);
        if (current != null && !current.equals(identity)) {
            readOn(now); // the rest of what was set aside; nothing more comes to it
            endLine();
            close();
            showMore();
        } else {
            if (now.length() < now.getFilePointer()) {
                now.seek(0); // emptied by somebody
            }
            readOn(now);
        }
    }

    private boolean open() throws IOException {
        Object found = identityOf(path);
        if (found == null) {
            return false;
        }
        file = new RandomAccessFile(path.toFile(), "r");
        identity = found;
        return true;
    }

    /** The file of this name; null if there is none now. */
    private static @Nullable Object identityOf(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key == null ? attributes.creationTime() : key;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Where the last so many lines begin. */
    private long startOfLast(RandomAccessFile now, int count) throws IOException {
        long end = now.length();
        int found = 0;
        while (end > 0) {
            long from = Math.max(0, end - BLOCK);
            now.seek(from);
            int length = (int) (end - from);
            now.readFully(buffer, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                boolean isLast = from + i == now.length() - 1;
                if (buffer[i] == '\n' && !isLast && ++found == count) {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    private void readOn(RandomAccessFile now) throws IOException {
        int length;
        while ((length = now.read(buffer)) > 0) {
            int from = 0;
            for (int i = 0; i < length; i++) {
                if (buffer[i] == '\n') {
                    begun.write(buffer, from, i - from);
                    endLine();
                    from = i + 1;
                }
            }
            begun.write(buffer, from, length - from);
        }
    }

    private void endLine() {
        if (begun.size() > 0) {
            lines.accept(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        }
    }

    @Override
    public void close() throws IOException {
        RandomAccessFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
