package io.stoker.api;

import java.util.List;

/**
 * The attempts of a task.
 *
 * @param state of the task
 * @param attempts oldest first; the last one has no outcome while it runs
 */
public record HistoryDocument(long id, String state, List<AttemptDocument> attempts) {}
