package io.stoker.api;

import org.jspecify.annotations.Nullable;

/**
 * What was aborted of the tasks that a query finds.
 *
 * @param aborted how many tasks
 * @param next what to send as {@code after} to go on; null if there are no more
 */
public record AbortedDocument(long aborted, @Nullable String next) {}
