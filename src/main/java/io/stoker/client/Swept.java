package io.stoker.client;

import io.stoker.task.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What was done to the tasks of a query.
 *
 * @param count how many were aborted or retried
 * @param ids of those that were aborted, unless nobody wants them, or that are the retries
 * @param refusal why some of the tasks could not be submitted again; null if all were
 * @param next from where on to continue, as of {@link io.stoker.task.TaskPage#next()}; null if all is done
 */
public record Swept(
        long count,
        long[] ids,
        @Nullable String refusal,
        @Nullable String next) {
    /** The same, if nothing was refused. */
    Swept orThrow() {
        if (refusal != null) {
            throw new RefusedException(count + " tasks were submitted again, and others could not be: " + refusal, ids);
        }
        return this;
    }
}
