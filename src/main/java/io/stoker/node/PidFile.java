package io.stoker.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Names one process: its pid and when it started, so that another process which was given the same pid later is never
 * taken for it.
 *
 * @param path the file
 */
public record PidFile(Path path) {
    static final String SUFFIX = ".pid";

    /**
     * How far two readings of one start may lie apart. A JVM works the instant out from the time since boot, in steps
     * of 10 ms, and each JVM has its own idea of when the machine was booted, up to a second off.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final String UNKNOWN_START = "-";

    /** Names this process, in place of whatever the file named before. */
    public void write(ProcessHandle process) {
        Profile.replace(path, content(process));
    }

    /** Names this process if the file does not exist; false when somebody else was quicker. */
    public boolean claim(ProcessHandle process) {
        try {
            Files.write(path, content(process), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path + ": " + e, e);
        }
    }

    /** The process it names, if that is still running; empty when it is gone, was never named, or cannot be told. */
    public Optional<ProcessHandle> readLive() {
        try {
            String[] words = Files.readString(path).strip().split(" ");
            if (words.length != 2 || words[1].equals(UNKNOWN_START)) {
                return Optional.empty();
            }
            Instant started = Instant.parse(words[1]);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(PidFile::isRunning)
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(other -> near(started, other))
                            .isPresent());
        } catch (IOException | NumberFormatException | DateTimeException e) {
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

    ProcessName process() {
        String file = path.getFileName().toString();
        return ProcessName.ofFile(file.substring(0, file.length() - SUFFIX.length()));
    }

    /** Whether it runs code still: a process that has ended and waits for its parent to notice does not. */
    static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return !stat.substring(stat.lastIndexOf(')') + 1).stripLeading().startsWith("Z");
        } catch (IOException e) {
            return process.isAlive(); // no /proc here, or it ended just now
        }
    }

    private static byte[] content(ProcessHandle process) {
        String started = process.info().startInstant().map(Instant::toString).orElse(UNKNOWN_START);
        return (process.pid() + " " + started + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(TOLERANCE) <= 0;
    }
}
