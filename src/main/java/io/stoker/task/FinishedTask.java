package io.stoker.task;

import java.util.List;
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
 * @param body what came of it, for who asks for it
 * @param values the values in the store that it brought, each once
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
        Block body,
        List<StoredValue> values,
        List<Attempt> attempts,
        @Nullable Origin origin) {

    /** The same without values and output: of its body, only why it failed. */
    public FinishedTask brief() {
        return with(body.beginning(), List.of(), null);
    }

    /** The same without what came of it. */
    FinishedTask bare() {
        return with(Block.EMPTY, List.of(), origin);
    }

    /** The same with the submitted task. */
    public FinishedTask with(@Nullable Origin origin) {
        return with(body, values, origin);
    }

    private FinishedTask with(Block body, List<StoredValue> values, @Nullable Origin origin) {
        return new FinishedTask(
                taskId, state, engineId, submitted, started, completed, nanos, body, values, attempts, origin);
    }

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 128L + body.size() + (long) StoredValue.INLINE_BYTES * values.size();
        for (Attempt attempt : attempts) {
            size += 96 + (attempt.evidence() == null ? 0 : Utf8.length(attempt.evidence()));
        }
        size += origin == null ? 0 : origin.size();
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
