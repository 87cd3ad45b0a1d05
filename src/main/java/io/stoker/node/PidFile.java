package io.stoker.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Names one process: its pid, when it started and where, so that another process which was given the same pid later, or
 * has it in another container or on another host, is never taken for it. On Linux the start is in clock ticks since the
 * machine was booted, as {@code ticks:4711}, which does not change when somebody sets the clock; elsewhere it is an
 * instant.
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
    private static final String TICKS = "ticks:";

    /** Where {@code /proc/PID/stat} has the start, counted from 0 behind the name, which may hold anything. */
    private static final int START_BEHIND_NAME = 19;

    /** Names this process, in place of whatever the file named before. */
    public void write(ProcessHandle process) {
        Profile.replace(path, content(process));
    }

    /** Names this process if the file does not exist; false when somebody else was quicker. */
    public boolean claim(ProcessHandle process) {
        return Profile.createWhole(path, content(process));
    }

    /**
     * The process it names, if that is still running; empty when it is gone, was never named, or cannot be told here.
     */
    public Optional<ProcessHandle> readLive() {
        try {
            String[] words = words();
            if (words.length < 2
                    || words[1].equals(UNKNOWN_START)
                    || !space(words).isHere()) {
                return Optional.empty();
            }
            String started = words[1];
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(PidFile::isRunning)
                    .filter(process -> startedAt(process, started));
        } catch (IOException | NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What it names, in words, if that is a process whose life cannot be told from here. */
    Optional<String> readElsewhere() {
        try {
            String[] words = words();
            ProcessSpace space = space(words);
            return words.length < 2 || space.isHere() || space.hasEnded()
                    ? Optional.empty()
                    : Optional.of(process() + " (pid " + words[0] + " " + space.inWords() + ")");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the process it names may live, where the profile's lock is held: only an engine that a person started,
     * which does not take that lock, may do so where nobody can see it.
     */
    boolean mayLive() {
        return readLive().isPresent() || (process().isLone() && readElsewhere().isPresent());
    }

    private String[] words() throws IOException {
        return Files.readString(path).strip().split(" ");
    }

    private static ProcessSpace space(String[] words) {
        return words.length < 3 ? ProcessSpace.here() : ProcessSpace.of(words[2]);
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
        // The second look is for where there is no /proc, or it ended just now.
        return process.isAlive()
                && stat(process).map(stat -> !stat[0].equals("Z")).orElseGet(process::isAlive);
    }

    private static byte[] content(ProcessHandle process) {
        String started = ticks(process)
                .or(() -> process.info().startInstant().map(Instant::toString))
                .orElse(UNKNOWN_START);
        return (process.pid() + " " + started + " " + ProcessSpace.here() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static boolean startedAt(ProcessHandle process, String started) {
        if (started.startsWith(TICKS)) {
            return ticks(process).filter(started::equals).isPresent();
        }
        Instant expected = Instant.parse(started);
        return process.info()
                .startInstant()
                .map(other -> Duration.between(expected, other).abs())
                .filter(apart -> apart.compareTo(TOLERANCE) <= 0)
                .isPresent();
    }

    private static Optional<String> ticks(ProcessHandle process) {
        return stat(process)
                .filter(stat -> stat.length > START_BEHIND_NAME)
                .map(stat -> TICKS + stat[START_BEHIND_NAME]);
    }

    /** What the system tells of a process behind its name, first its state; empty where there is no {@code /proc}. */
    private static Optional<String[]> stat(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return Optional.of(
                    stat.substring(stat.lastIndexOf(')') + 1).stripLeading().split(" "));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
