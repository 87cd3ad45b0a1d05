package io.stoker.store;

import io.stoker.task.Query;
import io.stoker.task.StoredTasks;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSummary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lists and reads tasks, beside all else that a store does: commits do not wait for it. */
public interface Listing {
    /** So many tasks a page has at most. */
    int MOST_TASKS = 1_000;
    /** About so many bytes of memory and of a message a page takes at most, unless it has only one task. */
    int MOST_BYTES = 128 * 1024;
    /** So many tasks are looked at for a page, if they lie side by side. */
    int MOST_LOOKED = 20_000;
    /** So many are looked at if they are found by an index, and each lies somewhere else. */
    int MOST_SCATTERED = 4_000;

    /**
     * The next tasks that the query finds.
     *
     * @param after where the page begins, as {@link TaskPage#next()} of the page before says; null for the first one
     * @param most so many tasks at most, from 1 to {@link #MOST_TASKS}
     * @return fails with an {@link IllegalArgumentException} if {@code after} is of no page of this query, and with a
     *     {@link StoreException} if the tasks cannot be read, or not soon enough
     */
    CompletionStage<TaskPage> page(Query query, @Nullable String after, int most);

    /**
     * The task with this id; empty if there is none, or none any more.
     *
     * @return fails with a {@link StoreException} if it cannot be read, or not soon enough
     */
    CompletionStage<Optional<TaskSummary>> find(long id);

    /**
     * What these tasks are to do or were, in the order of the ids; of the first of them only, if all take more than
     * {@link #MOST_BYTES}.
     *
     * @param ids one at least, of {@link #MOST_TASKS} at most
     * @return fails as {@link #page}
     */
    CompletionStage<StoredTasks> tasks(List<Long> ids);
}
