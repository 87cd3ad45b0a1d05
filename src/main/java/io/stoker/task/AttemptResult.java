package io.stoker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine reports of one attempt.
 *
 * @param outcome how it ended; never {@link Outcome#LOST}, which no engine can report of itself
 * @param values the pulled names with their encoded values; empty unless it succeeded
 * @param failure why it did not succeed; null when it did
 * @param stdout the tail of what it printed
 * @param stderr the tail of what it printed as errors
 * @param started when it started, in epoch milliseconds of the engine's clock
 * @param nanos how long it ran
 */
public record AttemptResult(
        Outcome outcome,
        Map<String, byte[]> values,
        @Nullable Failure failure,
        String stdout,
        String stderr,
        long started,
        long nanos) {

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 64 + 3L * (stdout.length() + stderr.length());
        for (Map.Entry<String, byte[]> entry : values.entrySet()) {
            size += 8 + 3L * entry.getKey().length() + entry.getValue().length;
        }
        if (failure != null) {
            size += 3L
                            * (failure.text().length()
                                    + failure.message().length()
                                    + failure.type().length())
                    + 40L * failure.frames().size();
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
