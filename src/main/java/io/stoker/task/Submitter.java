package io.stoker.task;

import org.jspecify.annotations.Nullable;

/**
 * Who has submitted a task.
 *
 * @param session the client's instance
 * @param host the name of its machine, as it says
 * @param user the user name of its process, as it says
 * @param identity by which certificate it has come, as "client lab-3 (serial 4f2a)"; null where nobody has one
 */
public record Submitter(
        String session, String host, String user, @Nullable String identity) {

    /** About how many bytes this takes on the wire. */
    int size() {
        long size = 64
                + Utf8.length(session)
                + Utf8.length(host)
                + Utf8.length(user)
                + (identity == null ? 0 : Utf8.length(identity));
        return (int) size;
    }
}
