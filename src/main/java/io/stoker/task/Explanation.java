package io.stoker.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a task stands where it does, and what has become of its attempts. {@link #toString()} is a text for people, of a
 * few lines, in which control characters are escaped.
 *
 * @param taskId the task
 * @param state its state; null if it was removed, or if the controller cannot say it for the moment
 * @param why the reasons, each a clause without a capital letter; empty for a task that has ended
 * @param at when that was so, by the controller's clock
 * @param submitted when the controller accepted it; null where there is no state
 * @param attempts its attempts that have ended, oldest first; of very many, the latest
 * @param running its current attempt; null if no engine holds it
 * @param end how it ended; null if it has not ended, or was removed
 */
public record Explanation(
        long taskId,
        @Nullable TaskState state,
        List<String> why,
        Instant at,
        @Nullable Instant submitted,
        List<Attempt> attempts,
        @Nullable RunningAttempt running,
        @Nullable End end) {

    public Explanation {
        why = List.copyOf(why);
        attempts = List.copyOf(attempts);
    }

    /**
     * How a task ended.
     *
     * @param engineId the small id of the engine of the last attempt; -1 if it never had one
     * @param ended when it ended
     * @param ran how long its last attempt ran on its engine; zero if that is not known
     * @param failure why it did not succeed; null if it did
     * @param stdout the tail of the last attempt's output
     * @param stderr the tail of the last attempt's error output
     */
    public record End(
            int engineId,
            Instant ended,
            Duration ran,
            @Nullable Failure failure,
            String stdout,
            String stderr) {}

    @Override
    public String toString() {
        return new ExplanationText(this).text();
    }
}
