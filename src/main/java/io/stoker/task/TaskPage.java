package io.stoker.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the tasks that a {@link Query} is for.
 *
 * @param tasks in its order; there may be none although there are more to come, as only so many tasks are looked at for
 *     a page
 * @param next where the next page begins; null if there is nothing more. Its text means nothing to anybody but the
 *     controller
 */
public record TaskPage(List<TaskSummary> tasks, @Nullable String next) {}
