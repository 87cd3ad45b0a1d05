package io.stoker.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears once of each request that changes something or is refused. Must not wait; any thread calls it. */
@FunctionalInterface
public interface HttpAudit {
    /** Hears nothing. */
    HttpAudit NONE = event -> {};

    void requested(Event event);

    /**
     * One request, with nothing of its query and body.
     *
     * @param caller the name of a token or session, as {@code token operate} or {@code session 3 (read)}; null for one
     *     that has shown none that is valid
     * @param address where it comes from
     * @param method as {@code POST}
     * @param path cut and escaped, so that it is one line
     * @param status of the answer
     * @param refused why it was refused; null if it was not
     * @param ids of the tasks that were submitted or cleared, first and last, alternating; a path says which others are
     *     concerned
     */
    record Event(
            @Nullable String caller,
            String address,
            String method,
            String path,
            int status,
            @Nullable String refused,
            List<Long> ids) {}
}
