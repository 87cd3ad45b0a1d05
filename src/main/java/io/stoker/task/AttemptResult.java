package io.stoker.task;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An engine's report of one attempt.
 *
 * @param outcome how it ended; never {@link Outcome#LOST}, which no engine can report of itself
 * @param values the pulled names with their encoded values; empty unless it succeeded
 * @param failure why it did not succeed; null when it did
 * @param stdout the tail of its output
 * @param stderr the tail of its error output
 * @param nanos how long it ran
 */
public record AttemptResult(
        Outcome outcome,
        Map<String, Payload> values,
        @Nullable Failure failure,
        String stdout,
        String stderr,
        long nanos) {

    /** Its values that are the store's. */
    public Set<StoredValue> stored() {
        return Payload.stored(values);
    }

    /** The same as one that has failed after all. */
    public AttemptResult failed(Failure why) {
        return new AttemptResult(Outcome.FAILED, Map.of(), why, stdout, stderr, nanos);
    }

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 64 + Utf8.length(stdout) + Utf8.length(stderr);
        for (Map.Entry<String, Payload> entry : values.entrySet()) {
            size += 8 + Utf8.length(entry.getKey()) + entry.getValue().inlineBytes();
        }
        size += failure == null ? 0 : failure.size();
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
