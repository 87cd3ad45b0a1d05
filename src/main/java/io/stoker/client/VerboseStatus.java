package io.stoker.client;

import io.stoker.task.QueueStatus;
import io.stoker.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the states of all tasks page by page. What changes meanwhile is seen as it is when its page is read, each task
 * once.
 */
final class VerboseStatus {
    private static final int PAGE = 50_000;

    private final Questions questions;
    private final List<Long> scheduled = new ArrayList<>();
    private final List<Long> pending = new ArrayList<>();
    private final List<Long> succeeded = new ArrayList<>();
    private final List<Long> failed = new ArrayList<>();
    private final List<Long> aborted = new ArrayList<>();

    VerboseStatus(Questions questions) {
        this.questions = questions;
    }

    QueueStatus read(long nextTask, Duration timeout) {
        for (long from = 0; from < nextTask; from += PAGE) {
            byte[] states = questions.states(from, (int) Math.min(PAGE, nextTask - from), timeout);
            for (int i = 0; i < states.length; i++) {
                add(from + i, TaskState.ofCode(states[i]));
            }
        }
        return new QueueStatus(
                scheduled.size(),
                pending.size(),
                succeeded.size(),
                failed.size(),
                aborted.size(),
                new QueueStatus.Ids(scheduled, pending, succeeded, failed, aborted));
    }

    private void add(long id, @Nullable TaskState state) {
        if (state != null) {
            switch (state) {
                case WAITING, QUEUED, DELAYED, ASSIGNED -> scheduled.add(id);
                case RUNNING -> pending.add(id);
                case SUCCEEDED -> succeeded.add(id);
                case FAILED, TIMED_OUT -> failed.add(id);
                case ABORTED -> aborted.add(id);
            }
        }
    }
}
