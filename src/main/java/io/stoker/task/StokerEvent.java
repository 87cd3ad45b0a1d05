package io.stoker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a task or an engine, and is durable. What a task is called, its labels and reasons are
 * texts of others: whoever shows them has to escape them ({@link Visible}).
 *
 * @param id its place among all events
 * @param at when that was, in epoch milliseconds of the controller's clock
 * @param kind what has happened
 * @param taskId the task, or the first of several; -1 if it is about an engine
 * @param lastTaskId the last of several tasks; the same as {@code taskId} where it is one
 * @param count how many tasks it is about: fewer than there are ids from the first to the last if they are no run
 * @param attempt the number of the attempt, of a task's end how many it had; 0 where there is none
 * @param engineId the engine's small id; -1 where there is none
 * @param instance the engine, of an event that is about one; null otherwise
 * @param state in which a task has ended; null otherwise
 * @param reason why, in a line; null where there is none
 * @param name what the task is {@linkplain Task#named called}; null if it has no name, or it is of several tasks
 * @param labels the task's labels, in the order of their keys; none of several tasks
 */
public record StokerEvent(
        EventId id,
        long at,
        EventKind kind,
        long taskId,
        long lastTaskId,
        long count,
        int attempt,
        int engineId,
        @Nullable String instance,
        @Nullable TaskState state,
        @Nullable String reason,
        @Nullable String name,
        Map<String, String> labels) {}
