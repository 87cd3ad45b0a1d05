package io.stoker.node;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, which mostly says why a process has ended. */
final class LogTail {
    private static final int BYTES = 16 << 10;
    private static final int LINES = 20;

    private LogTail() {}

    /** The last lines, each indented, under a line that names the file. */
    static String of(Path log) {
        StringBuilder text = new StringBuilder("the last lines of " + log + ":");
        for (String line : lastLines(log)) {
            text.append(System.lineSeparator()).append("    ").append(line);
        }
        return text.toString();
    }

    private static List<String> lastLines(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(from > 0 ? 1 : 0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            return List.of("(cannot be read: " + e.getMessage() + ")");
        }
    }
}
