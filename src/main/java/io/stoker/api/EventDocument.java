package io.stoker.api;

import io.stoker.task.StokerEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a task or an engine.
 *
 * @param id its place among all events, as {@code 812.3}
 * @param time when that was
 * @param kind as {@code accepted} or {@code engine_lost}
 * @param task the task, or the first of several; null if it is about an engine
 * @param lastTask the last of several tasks; null if it is about one
 * @param count how many of the tasks from the first to the last it is about; null if it is about one
 * @param attempt the attempt, of an end how many there were; null if there is none
 * @param engine the id of the engine; null if there is none
 * @param instance the engine, of an event that is about one
 * @param state in which the task has ended, as {@code timed_out}
 * @param reason why, in a line
 * @param name what the task is called
 * @param labels the task's; null if it has none
 */
public record EventDocument(
        String id,
        String time,
        String kind,
        @Nullable Long task,
        @Nullable Long lastTask,
        @Nullable Long count,
        @Nullable Integer attempt,
        @Nullable Integer engine,
        @Nullable String instance,
        @Nullable String state,
        @Nullable String reason,
        @Nullable String name,
        @Nullable Map<String, String> labels) {

    /** An event. */
    public static EventDocument of(StokerEvent event) {
        boolean several = event.count() > 1;
        return new EventDocument(
                event.id().toString(),
                Times.text(event.at()),
                event.kind().word(),
                event.taskId() < 0 ? null : event.taskId(),
                several ? event.lastTaskId() : null,
                several ? event.count() : null,
                event.attempt() == 0 ? null : event.attempt(),
                event.engineId() < 0 ? null : event.engineId(),
                event.instance(),
                event.state() == null ? null : TaskDocument.word(event.state()),
                event.reason(),
                event.name(),
                event.labels().isEmpty() ? null : event.labels());
    }
}
