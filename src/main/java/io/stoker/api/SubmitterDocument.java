package io.stoker.api;

import io.stoker.task.Submitter;
import org.jspecify.annotations.Nullable;

/**
 * Who has submitted a task.
 *
 * @param session the client's instance
 * @param user of its process, as it says; of tasks that came over HTTP, of the controller's
 * @param host the name of its machine, as it says
 * @param identity by which certificate it has come; null where nobody has one
 */
public record SubmitterDocument(
        String session, String user, String host, @Nullable String identity) {

    /** Null for nobody. */
    public static @Nullable SubmitterDocument of(@Nullable Submitter submitter) {
        return submitter == null
                ? null
                : new SubmitterDocument(submitter.session(), submitter.user(), submitter.host(), submitter.identity());
    }
}
