package io.stoker.task;

import org.jspecify.annotations.Nullable;

/**
 * One run of a task on an engine, after it has ended.
 *
 * @param number 1, 2, 3…
 * @param engineId the small id the engine had then
 * @param outcome how it ended
 * @param dispatched when it was sent to the engine, in epoch milliseconds
 * @param ended when the controller learned of its end, in epoch milliseconds
 * @param evidence why it ended so, in words a person can act on; null for a success
 */
public record Attempt(
        int number,
        int engineId,
        Outcome outcome,
        long dispatched,
        long ended,
        @Nullable String evidence) {}
