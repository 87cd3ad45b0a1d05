package io.stoker.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was retried of the tasks that a query finds.
 *
 * @param ids of the new tasks
 * @param refused why others could not be submitted again; null if all were
 * @param next what to send as {@code after} to go on; null if there are no more
 */
public record RetriedDocument(
        List<Long> ids, @Nullable String refused, @Nullable String next) {}
