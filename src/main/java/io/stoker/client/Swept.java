package io.stoker.client;

import org.jspecify.annotations.Nullable;

/**
 * What was done to the tasks of a query.
 *
 * @param count how many were aborted or retried
 * @param ids of those that were aborted, unless nobody wants them, or that are the retries
 * @param next from where on to continue, as of {@link io.stoker.task.TaskPage#next()}; null if all is done
 */
public record Swept(long count, long[] ids, @Nullable String next) {}
