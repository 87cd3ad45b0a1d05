package io.stoker.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells a process from all others: its pid, when it started and where, so that another process which was given the
 * same pid later, or has it in another container or on another host, is never taken for it. On Linux the start is in
 * clock ticks since the machine was booted, as {@code ticks:4711}, which does not change when somebody sets the clock;
 * elsewhere it is an instant.
 *
 * @param pid as a number, unless the text it was read from was broken
 * @param started its start
 * @param space where its pid means it
 */
record ProcessMark(String pid, String started, ProcessSpace space) {
    /**
     * How far two readings of one start may lie apart. A JVM works the instant out from the time since boot, in steps
     * of 10 ms, and each JVM has its own idea of when the machine was booted, up to a second off.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final String UNKNOWN_START = "-";
    private static final String TICKS = "ticks:";

    /** Where {@code /proc/PID/stat} has the start, counted from 0 behind the name, which may hold anything. */
    private static final int START_BEHIND_NAME = 19;

    static ProcessMark of(ProcessHandle process) {
        String started = ticks(process)
                .or(() -> process.info().startInstant().map(Instant::toString))
                .orElse(UNKNOWN_START);
        return new ProcessMark(Long.toString(process.pid()), started, ProcessSpace.here());
    }

    /** Reads {@link #toString()} back, whatever the text is: a mark that is broken is nobody's. */
    static ProcessMark parse(String text) {
        String[] words = text.strip().split(" ");
        return new ProcessMark(
                words[0],
                words.length < 2 ? UNKNOWN_START : words[1],
                words.length < 3 ? ProcessSpace.here() : ProcessSpace.of(words[2]));
    }

    /** The process, if it is still running; empty when it is gone, was never named, or cannot be told here. */
    Optional<ProcessHandle> live() {
        if (started.equals(UNKNOWN_START) || !space.isHere()) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessMark::isRunning)
                    .filter(this::startedAs);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether its life cannot be told from here. */
    boolean isElsewhere() {
        return !started.equals(UNKNOWN_START) && !space.isHere() && !space.hasEnded();
    }

    /** As "engine 0 (pid 4711)", and where that is, if it is not here. */
    String inWords(String name) {
        return name + " (pid " + pid + (space.isHere() ? ")" : " " + space.inWords() + ")");
    }

    @Override
    public String toString() {
        return pid + " " + started + " " + space;
    }

    /** Whether it runs code still: a process that has ended and waits for its parent to notice does not. */
    static boolean isRunning(ProcessHandle process) {
        // The second look is for where there is no /proc, or it ended just now.
        return process.isAlive()
                && stat(process).map(stat -> !stat[0].equals("Z")).orElseGet(process::isAlive);
    }

    private boolean startedAs(ProcessHandle process) {
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
