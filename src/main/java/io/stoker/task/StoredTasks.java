package io.stoker.task;

import java.util.List;

/**
 * Tasks as the ledger has them.
 *
 * @param tasks those that are there
 * @param looked how many of the ids that were asked for this is about, from the first one on
 * @param retriesSeen of tasks with smaller ids it was seen whether they are retries of these
 */
public record StoredTasks(List<StoredTask> tasks, int looked, long retriesSeen) {}
