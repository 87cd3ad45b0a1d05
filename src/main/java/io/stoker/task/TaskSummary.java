package io.stoker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as a listing shows it. Times are epoch milliseconds of the controller's clock. What it is called, its error
 * and who has submitted it are texts of others: whoever shows them has to escape them ({@link Visible}).
 *
 * @param taskId the task
 * @param name how it was {@linkplain Task#named called}; null if it was not
 * @param labels its labels, in the order of their keys
 * @param state its state
 * @param attempts how often it was given to an engine
 * @param engineId the engine of its latest attempt; -1 if it has none
 * @param submitted when the controller accepted it
 * @param started when its latest attempt started; 0 if that is not known
 * @param completed when it ended; 0 while it has not
 * @param error why it did not succeed, in a line; null otherwise
 * @param submitter who has submitted it; null if that was before anybody noted it
 */
public record TaskSummary(
        long taskId,
        @Nullable String name,
        Map<String, String> labels,
        TaskState state,
        int attempts,
        int engineId,
        long submitted,
        long started,
        long completed,
        @Nullable String error,
        @Nullable Submitter submitter) {

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 256
                + (name == null ? 0 : Utf8.length(name))
                + Labels.bytes(labels)
                + (error == null ? 0 : Utf8.length(error))
                + (submitter == null ? 0 : submitter.size());
        return (int) size;
    }
}
