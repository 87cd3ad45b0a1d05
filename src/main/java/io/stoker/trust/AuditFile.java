package io.stoker.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The file of an audit log, which nobody but its owner can read. It is opened for each batch of lines, so that commands
 * may append to it as well while a controller runs, and only the controller moves it: after {@value #LIMIT} bytes to
 * {@code .1}, and what was there to {@code .2}, up to {@code .}{@value #KEPT}.
 */
final class AuditFile {
    static final int KEPT = 4;
    static final long LIMIT = 16L << 20;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<OpenOption> APPEND = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path path;

    AuditFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Appends these lines, each in one piece; a batch that has more than a file has room for begins a new one. */
    void appendAndRotate(List<String> lines) throws IOException {
        byte[] bytes = bytes(lines);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) + bytes.length > LIMIT) {
            rotate();
        }
        append(bytes);
    }

    /** Appends these lines to what is there, however much that is. */
    void append(List<String> lines) throws IOException {
        append(bytes(lines));
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void append(byte[] bytes) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        try (SeekableByteChannel file = Files.newByteChannel(path, APPEND, attributes)) {
            if (posix && !Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(path, OWNER_ONLY);
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        }
    }

    private void rotate() throws IOException {
        for (int number = KEPT; number >= 1; number--) {
            Path newer = number == 1 ? path : kept(number - 1);
            if (Files.exists(newer, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(newer, kept(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path kept(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }
}
