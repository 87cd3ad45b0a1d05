package io.stoker.ledger;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The events of tasks, in the past tense. */
public sealed interface Event {

    /** The unfinished tasks it is about, or that it has ended, by their ids. */
    default LongStream touched() {
        return LongStream.empty();
    }

    /** Something has become of one unfinished task, and nothing else has changed. */
    sealed interface OfTask extends Event {

        /** The task's id. */
        long task();

        /** What has become of the task. */
        OpenState after(OpenState before);

        @Override
        default LongStream touched() {
            return LongStream.of(task());
        }
    }

    /** As {@link OfTask}, of one of its attempts. */
    sealed interface OfAttempt extends OfTask {

        AttemptId attempt();

        @Override
        default long task() {
            return attempt().task();
        }
    }

    /**
     * A run of tasks was accepted under consecutive keys and ids.
     *
     * @param hashes of each task's content, to tell a repeated submission from another one under the same key
     * @param at epoch milliseconds
     */
    record Accepted(String session, long firstKey, long firstTask, List<TaskSpec> specs, long[] hashes, long at)
            implements Event {

        @Override
        public LongStream touched() {
            return LongStream.range(firstTask, firstTask + specs.size());
        }
    }

    /** A session has received all answers up to this key. */
    record Acknowledged(SessionMark mark) implements Event {}

    /** Nothing was heard of a session for long after its last answer had arrived: its mark is remembered no longer. */
    record SessionForgotten(String session) implements Event {}

    /** An attempt was begun: it is current from now on, and the one before it is not. */
    record Assigned(AttemptId attempt, String instance, int engineId, long at) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.assigned(attempt.number(), instance, engineId, at);
        }
    }

    /** The current attempt has started on its engine. */
    record Started(AttemptId attempt, long at) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.started(at);
        }
    }

    /**
     * The current attempt's engine is suspected: the task is queued again, and the attempt stays current until the next
     * one is assigned.
     */
    record Recalled(AttemptId attempt) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.recalled(true);
        }
    }

    /**
     * The suspected engine is back and goes on with the current attempt, or that is to be the last: the task is queued
     * no longer.
     */
    record Resumed(AttemptId attempt) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.recalled(false);
        }
    }

    /**
     * The current attempt has ended without ending its task, which is queued again.
     *
     * @param ended for the task's history; null if the attempt was given back unstarted, of which there is nothing to
     *     tell
     */
    record Requeued(long task, @Nullable Attempt ended, Charge charge) implements OfTask {

        @Override
        public OpenState after(OpenState before) {
            return before.requeued(ended, charge);
        }
    }

    /** An engine that held a superseded attempt is dead: it counts against the task after all. */
    record LossCharged(AttemptId attempt, String evidence) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.charged(attempt.number(), evidence);
        }
    }

    /** A superseded attempt never started, or will not be heard of again and its engine lives: nothing is charged. */
    record Forgotten(AttemptId attempt) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.forgotten(attempt.number());
        }
    }

    /** The task is to end as aborted when its engine answers or is lost. */
    record AbortRequested(String session, long key, long task, long at) implements OfTask {

        @Override
        public OpenState after(OpenState before) {
            return before.aborting();
        }
    }

    /**
     * The task has ended.
     *
     * @param bytes how many it takes from now on, its source and arguments and large values included
     */
    record Finished(FinishedTask task, long bytes) implements Event {

        /** The end of a task of which only the result counts. */
        public Finished(FinishedTask task) {
            this(task, task.size());
        }

        @Override
        public LongStream touched() {
            return LongStream.of(task.taskId());
        }
    }

    /** The answer to a session's abort that ended the task at once. */
    record AbortAnswered(String session, long key, long task, long at) implements Event {}

    /**
     * The results of finished tasks were removed at a session's wish.
     *
     * @param hash of what was asked for
     * @param removed which; not to be changed
     * @param count how many these are
     * @param missing what was asked for and not found, as in {@link KeyRun}
     */
    record Cleared(String session, long key, long hash, IdSet removed, long count, long[] missing, long at)
            implements Event {}

    /**
     * Tasks were pinned or unpinned at a session's wish.
     *
     * @param hash of what was asked for
     * @param tasks those that are there; not to be changed
     * @param count how many these are
     * @param missing what was asked for and not found, as in {@link KeyRun}
     */
    record Pinned(String session, long key, long hash, IdSet tasks, boolean pinned, long count, long[] missing, long at)
            implements Event {}

    /**
     * Results were removed because they need not be kept.
     *
     * @param gone the run that has gone
     * @param row what is remembered of it, together with its neighbours that went on the same day for the same reason;
     *     takes the place of all rows that begin within it
     */
    record Retained(Removal gone, Removal row) implements Event {}

    /**
     * What is remembered of tasks that have gone has changed.
     *
     * @param row takes the place of all rows that begin within it
     */
    record RemovalNoted(Removal row) implements Event {}

    /** What an attempt that ended without ending its task is counted against. */
    enum Charge {
        /** Nothing: it never started, or nobody is to blame. */
        NONE,
        /** A retry. */
        RETRY,
        /** The limit of engine losses. */
        LOSS,
        /** The task itself: what was to be tried was, and its recovery takes its place with limits of its own. */
        RECOVERY
    }
}
