package io.stoker.node;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What one process of a cluster printed. It begins anew with each run and after 16 MiB; what stood in it until then is
 * kept beside it as {@code .old}, and what stood there is gone, so that logs never fill a disk. Where the disk fails,
 * lines are lost and the process goes on.
 */
final class LogFile {
    private static final long LIMIT = 16L << 20;

    private final Path path;
    private OutputStream out = OutputStream.nullOutputStream();
    private long size;

    LogFile(Path path) {
        this.path = path;
        startAnew();
    }

    static Path setAside(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    Path path() {
        return path;
    }

    synchronized void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        if (size + bytes.length > LIMIT) {
            startAnew();
        }
        size += bytes.length;
        try {
            out.write(bytes);
        } catch (IOException e) {
            System.err.println("cannot write " + path + ": " + e);
            out = OutputStream.nullOutputStream();
        }
    }

    private synchronized void startAnew() {
        try {
            out.close();
            out = Files.newOutputStream(setAside(path));
        } catch (IOException e) {
            System.err.println("cannot write " + path + ": " + e);
            out = OutputStream.nullOutputStream();
        }
        size = 0;
    }
}
