package io.stoker.api;

import io.stoker.task.FinishedTask;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands.
 *
 * @param state as {@code queued} or {@code succeeded}
 * @param done whether nothing can follow that state
 * @param submitted when it was accepted
 * @param started when its last attempt started; null if none has
 * @param completed when it ended; null while it has not
 * @param engine where its last attempt is or was; null if it had none
 * @param attempts how many attempts it had, the one that runs included
 * @param note why it stands where it does, for people; null if it has ended
 * @param progress how far its own code says that it has come; null if it says nothing
 */
public record TaskDocument(
        long id,
        String state,
        boolean done,
        @Nullable String submitted,
        @Nullable String started,
        @Nullable String completed,
        @Nullable Integer engine,
        int attempts,
        @Nullable String note,
        @Nullable Progress progress) {

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
                word(task.state()),
                true,
                Times.text(task.submitted()),
                Times.textOrNull(task.started()),
                Times.text(task.completed()),
                task.engineId() < 0 ? null : task.engineId(),
                task.attempts().size(),
                null,
                null);
    }

    /** As {@code timed_out}. */
    public static String word(TaskState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
