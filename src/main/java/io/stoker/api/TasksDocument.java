package io.stoker.api;

import io.stoker.task.TaskPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the tasks that a query finds.
 *
 * @param tasks in its order; there may be none although there are more to come
 * @param next where the next page begins; null if there is nothing more
 */
public record TasksDocument(
        List<TaskDocument> tasks, @Nullable String next) {

    /** A page. */
    public static TasksDocument of(TaskPage page) {
        return new TasksDocument(page.tasks().stream().map(TaskDocument::of).toList(), page.next());
    }
}
