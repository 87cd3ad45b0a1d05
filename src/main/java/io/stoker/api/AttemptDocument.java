package io.stoker.api;

import io.stoker.task.Attempt;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task.
 *
 * @param number 1, 2, 3…
 * @param engine the id that the engine had then; null if it has none yet
 * @param outcome how it ended, as {@code succeeded}; null while it has not
 * @param dispatched when it was sent to the engine
 * @param started when it started there; null if that is not known
 * @param ended when the controller learned of its end; null while it has not
 * @param evidence why it ended so; null for a success
 */
public record AttemptDocument(
        int number,
        @Nullable Integer engine,
        @Nullable String outcome,
        @Nullable String dispatched,
        @Nullable String started,
        @Nullable String ended,
        @Nullable String evidence) {

    /** One that has ended. */
    public static AttemptDocument of(Attempt attempt) {
        return new AttemptDocument(
                attempt.number(),
                attempt.engineId() < 0 ? null : attempt.engineId(),
                attempt.outcome().name().toLowerCase(Locale.ROOT),
                Times.textOrNull(attempt.dispatched()),
                null,
                Times.textOrNull(attempt.ended()),
                attempt.evidence());
    }

    /** All that have ended, in their order. */
    public static List<AttemptDocument> of(List<Attempt> attempts) {
        return attempts.stream().map(AttemptDocument::of).toList();
    }
}
