package io.stoker.node;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What one process of a cluster printed. It begins anew with each run of the launcher and after 16 MiB; what stood in
 * it before is kept beside it as {@code .1} (the newest) to {@code .4}, so that logs never fill a disk. Where the disk
 * fails, lines are lost, and the log goes on when it is mended.
 */
final class LogFile {
    static final int KEPT = 4;
    private static final long LIMIT = 16L << 20;

    private final Path path;
    private final LogFormat format;
    private final ResilientOutput out;
    private boolean begins;
    private long size;

    private LogFile(Path path, LogFormat format, boolean begins, LongSupplier nanoClock, Consumer<String> onTrouble) {
        this.path = path;
        this.format = format;
        this.begins = begins;
        this.out = new ResilientOutput(
                this::open, nanoClock, change -> onTrouble.accept("The log " + path + " " + change));
    }

    /**
     * One that begins anew with its first line.
     *
     * @param onTrouble told once when it cannot be written, and once when it can again
     */
    static LogFile begin(Path path, LongSupplier nanoClock, Consumer<String> onTrouble) {
        return begin(path, LogFormat.OWN, nanoClock, onTrouble);
    }

    static LogFile begin(Path path, LogFormat format, LongSupplier nanoClock, Consumer<String> onTrouble) {
        return new LogFile(path, format, true, nanoClock, onTrouble);
    }

    /** One of lines for people that goes on where the file ends. */
    static LogFile goOn(Path path, LongSupplier nanoClock, Consumer<String> onTrouble) {
        return new LogFile(path, LogFormat.TEXT, false, nanoClock, onTrouble);
    }

    /** Makes room for a new file. Where that fails, what is written follows what is there. */
    static void setAside(Path log) {
        try {
            for (int number = KEPT; number >= 1; number--) {
                Path newer = number == 1 ? log : kept(log, number - 1);
                if (Files.exists(newer)) {
                    Files.move(newer, kept(log, number), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            // Nothing is lost but the order of files; writing will say what is wrong with the folder.
        }
    }

    /**
     * As {@link #setAside}, if it has grown as large as these files get; for a file that somebody else is about to
     * open.
     */
    static void setAsideIfFull(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) >= LIMIT) {
                setAside(log);
            }
        } catch (IOException e) {
            // Who opens it says what is wrong with it.
        }
    }

    private static Path kept(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    private OutputStream open() throws IOException {
        // Not by a channel, which the interrupt of a writing thread would close.
        OutputStream file = new FileOutputStream(path.toFile(), true);
        size = Files.size(path);
        return file;
    }

    Path path() {
        return path;
    }

    /** Adds a line, in which everything that is no plain text is shown as such. */
    synchronized void line(String text) {
        String plain = PlainText.oneLine(format.line(text, System.currentTimeMillis()));
        byte[] bytes = (plain + "\n").getBytes(StandardCharsets.UTF_8);
        if (begins || size + bytes.length > LIMIT) {
            begins = false;
            out.reopen();
            setAside(path);
            size = 0;
        }
        out.write(bytes, 0, bytes.length);
        size += bytes.length;
    }
}
