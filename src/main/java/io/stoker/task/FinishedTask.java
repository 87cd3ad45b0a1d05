package io.stoker.task;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the ledger keeps of a task that has ended. Times are epoch milliseconds of the controller's clock.
 *
 * @param taskId the task
 * @param state one of the final states
 * @param engineId the engine of the last attempt; -1 when it never had one
 * @param submitted when the controller accepted it
 * @param started when its last attempt started; 0 when it never did
 * @param completed when it ended
 * @param nanos how long its last attempt ran on the engine
 * @param values the pulled names with their encoded values
 * @param failure why it did not succeed; null when it did
 * @param stdout the tail of the last attempt's output
 * @param stderr the tail of the last attempt's error output
 * @param attempts all of its attempts, oldest first
 * @param origin the submitted task; null if only the store has it, and in a brief one
 */
public record FinishedTask(
        long taskId,
        TaskState state,
        int engineId,
        long submitted,
        long started,
        long completed,
        long nanos,
        Map<String, Payload> values,
        @Nullable Failure failure,
        String stdout,
        String stderr,
        List<Attempt> attempts,
        @Nullable Origin origin) {

    /** The same without values and output. */
    public FinishedTask brief() {
        return new FinishedTask(
                taskId, state, engineId, submitted, started, completed, nanos, Map.of(), failure, "", "", attempts,
                null);
    }

    /** Its values that are the store's. */
    public Set<StoredValue> stored() {
        return Payload.stored(values);
    }

    /** The same with these values. */
    public FinishedTask with(Map<String, Payload> values) {
        return new FinishedTask(
                taskId, state, engineId, submitted, started, completed, nanos, values, failure, stdout, stderr,
                attempts, origin);
    }

    /** The same with the submitted task. */
    public FinishedTask with(@Nullable Origin origin) {
        return new FinishedTask(
                taskId, state, engineId, submitted, started, completed, nanos, values, failure, stdout, stderr,
                attempts, origin);
    }

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 128 + Utf8.length(stdout) + Utf8.length(stderr);
        for (Map.Entry<String, Payload> entry : values.entrySet()) {
            size += 8 + Utf8.length(entry.getKey()) + entry.getValue().inlineBytes();
        }
        size += failure == null ? 0 : failure.size();
        for (Attempt attempt : attempts) {
            size += 96 + (attempt.evidence() == null ? 0 : Utf8.length(attempt.evidence()));
        }
        size += origin == null ? 0 : origin.size();
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
