package io.stoker.task;

import org.jspecify.annotations.Nullable;

/**
 * The attempt of a task that an engine holds now.
 *
 * @param number 1, 2, 3…
 * @param engineId the engine's small id
 * @param process where the engine is, as "pid 4711 on hut"; empty if the engine is not registered now
 * @param dispatched when it was sent to the engine, in epoch milliseconds
 * @param started when it started, in epoch milliseconds; 0 if it is not known to have started
 * @param progress what its code has told; null if it has told nothing
 * @param stdout the tail of what it has printed so far; empty also if the engine has not said it
 * @param stderr the same of its error output
 * @param stdoutBytes how many bytes it has printed so far in all; 0 also if the engine has not said it
 * @param stderrBytes the same of its error output
 * @param stack what its thread does, as text; empty if it was not asked for, or the engine has not said it
 * @param note why the engine has not said output and stack; empty if it has
 */
public record RunningAttempt(
        int number,
        int engineId,
        String process,
        long dispatched,
        long started,
        @Nullable TaskProgress progress,
        String stdout,
        String stderr,
        long stdoutBytes,
        long stderrBytes,
        String stack,
        String note) {
    /** The most bytes of each of output, error output and stack. */
    public static final int LONGEST_TEXT = 16 << 10;

    /** One of which its engine has said nothing. */
    public static RunningAttempt unseen(
            int number, int engineId, String process, long dispatched, long started, @Nullable TaskProgress progress) {
        return new RunningAttempt(number, engineId, process, dispatched, started, progress, "", "", 0, 0, "", "");
    }

    /** The same with this note. */
    public RunningAttempt with(String note) {
        return with(note, stdout, stderr, stdoutBytes, stderrBytes, stack);
    }

    /** The same with what the engine has said. */
    public RunningAttempt with(
            String note, String stdout, String stderr, long stdoutBytes, long stderrBytes, String stack) {
        return new RunningAttempt(
                number,
                engineId,
                process,
                dispatched,
                started,
                progress,
                stdout,
                stderr,
                stdoutBytes,
                stderrBytes,
                stack,
                note);
    }
}
