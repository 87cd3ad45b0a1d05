package io.stoker.api;

import io.stoker.task.FinishedTask;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands.
 *
 * @param name what it is called; null if it is not
 * @param labels by key; null where that is not known
 * @param state as {@code queued} or {@code succeeded}
 * @param done whether nothing can follow that state
 * @param submitted when it was accepted
 * @param started when its last attempt started; null if none has
 * @param completed when it ended; null while it has not
 * @param engine where its last attempt is or was; null if it had none
 * @param attempts how many attempts it had, the one that runs included
 * @param error why it did not succeed, in a line; null if it did, or has not ended
 * @param note why it stands where it does, for people; null if it has ended, and in lists
 * @param progress how far its own code says that it has come; null if it says nothing, and in lists
 * @param submitter who has submitted it; null where that is not known
 */
public record TaskDocument(
        long id,
        @Nullable String name,
        @Nullable Map<String, String> labels,
        String state,
        boolean done,
        @Nullable String submitted,
        @Nullable String started,
        @Nullable String completed,
        @Nullable Integer engine,
        int attempts,
        @Nullable String error,
        @Nullable String note,
        @Nullable Progress progress,
        @Nullable SubmitterDocument submitter) {

    /**
     * How far it has come.
     *
     * @param fraction from 0 to 1
     * @param note what it does; may be empty
     */
    public record Progress(double fraction, String note) {
        /** Null for nothing. */
        public static @Nullable Progress of(@Nullable TaskProgress progress) {
            return progress == null ? null : new Progress(progress.fraction(), progress.note());
        }
    }

    /** A task that has ended. */
    public static TaskDocument of(FinishedTask task) {
        return new TaskDocument(
                task.taskId(),
                null,
                null,
                word(task.state()),
                true,
                Times.text(task.submitted()),
                Times.textOrNull(task.started()),
                Times.text(task.completed()),
                task.engineId() < 0 ? null : task.engineId(),
                task.attempts().size(),
                null,
                null,
                null,
                null);
    }

    /** One of a list. */
    public static TaskDocument of(TaskSummary task) {
        return new TaskDocument(
                        task.taskId(),
                        null,
                        null,
                        word(task.state()),
                        task.state().isFinal(),
                        Times.text(task.submitted()),
                        Times.textOrNull(task.started()),
                        Times.textOrNull(task.completed()),
                        task.engineId() < 0 ? null : task.engineId(),
                        task.attempts(),
                        null,
                        null,
                        null,
                        null)
                .with(task);
    }

    /** As well with what only lists know of it: names, labels, error and submitter. */
    public TaskDocument with(TaskSummary task) {
        return new TaskDocument(
                id,
                task.name(),
                task.labels(),
                state,
                done,
                submitted,
                started,
                completed,
                engine,
                attempts,
                done ? task.error() : null,
                note,
                progress,
                SubmitterDocument.of(task.submitter()));
    }

    /** As {@code timed_out}. */
    public static String word(TaskState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
