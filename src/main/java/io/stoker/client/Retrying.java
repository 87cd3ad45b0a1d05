package io.stoker.client;

import io.stoker.task.Arguments;
import io.stoker.task.Durations;
import io.stoker.task.Labels;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredTask;
import io.stoker.task.StoredTasks;
import io.stoker.task.Task;
import io.stoker.task.TaskSpec;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Submits tasks again, as new ones. What the ledger has of a task comes here and goes back: the controller need not
 * read it, and values in the store stay there.
 */
final class Retrying {
    /** The controller forgets at its start what has come since somebody looked, and that is rare. */
    private static final int MOST_LOOKS = 3;

    private final Asking asking;
    private final Submitting submitting;

    Retrying(Asking asking, Submitting submitting) {
        this.asking = asking;
        this.submitting = submitting;
    }

    /** Submits a task again, and returns the id of the new one. */
    long retry(long taskId, UnaryOperator<Task> edits, Duration timeout) {
        long start = System.nanoTime();
        Task task = edited(taskId, edits, Durations.require(timeout, "retry"));
        return submitting.ids(Collections.singletonList(task), Durations.left(timeout, System.nanoTime() - start))[0];
    }

    /**
     * The task that a retry of this one submits.
     *
     * @throws UnknownTaskException if the ledger has no task with this id
     */
    Task edited(long taskId, UnaryOperator<Task> edits, Duration timeout) {
        Arguments.given(edits, "retry needs edits");
        List<StoredTask> stored = stored(List.of(taskId), timeout).tasks();
        if (stored.isEmpty()) {
            asking.task(taskId, timeout); // says why it is not there
            throw new StokerException("task " + taskId + " cannot be retried: the ledger has just removed it");
        }
        Task edited = edits.apply(Task.of(stored.get(0).spec()));
        return Arguments.given(edited, "the edits of a retry must give a task").retryOf(taskId);
    }

    /**
     * Submits those of these tasks again that have not been retried yet. If somebody else does so at the same time,
     * each of them is retried once, and both get the id of that.
     *
     * @return the ids of the new tasks
     * @throws io.stoker.task.RefusedException if some of them cannot be submitted again; the others are
     */
    long[] retry(List<Long> taskIds, Duration timeout) {
        long start = System.nanoTime();
        LongStream.Builder ids = LongStream.builder();
        for (int look = 1; ; look++) {
            try {
                add(again(taskIds, Durations.left(timeout, System.nanoTime() - start)), ids);
                return ids.build().toArray();
            } catch (LookAgainException e) {
                e.acceptedIds().forEach(ids::add);
                if (look == MOST_LOOKS) {
                    throw new RefusedException(
                            String.valueOf(e.getMessage()), ids.build().toArray());
                }
            }
        }
    }

    private static void add(long[] more, LongStream.Builder ids) {
        LongStream.of(more).forEach(ids);
    }

    private long[] again(List<Long> taskIds, Duration timeout) {
        List<TaskSpec> specs = new ArrayList<>();
        long retriesSeen = Long.MAX_VALUE;
        for (int from = 0; from < taskIds.size(); ) {
            StoredTasks some = stored(taskIds.subList(from, taskIds.size()), timeout);
            for (StoredTask task : some.tasks()) {
                if (!task.retried()) {
                    String original = String.valueOf(task.taskId());
                    specs.add(task.spec().with(task.spec().options().withLabel(Labels.RETRY_OF, original)));
                }
            }
            retriesSeen = Math.min(retriesSeen, some.retriesSeen());
            from += some.looked();
        }
        return submitting.idsAgain(specs, retriesSeen, timeout);
    }

    private StoredTasks stored(List<Long> taskIds, Duration timeout) {
        long[] ids = taskIds.stream().mapToLong(id -> id).toArray();
        ToClient answer = asking.ask(request -> new Question.AskTasks(request, ids), timeout);
        return ((ToClient.TasksAnswer) answer).tasks();
    }
}
