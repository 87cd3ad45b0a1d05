package io.stoker.ledger;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.EventKind;
import io.stoker.task.FinishedTask;
import io.stoker.task.Submitter;
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
     * A run of tasks was accepted under consecutive ids.
     *
     * @param at epoch milliseconds
     * @param by who has submitted them
     */
    record Accepted(long firstTask, List<TaskSpec> specs, long at, Submitter by) implements Event {

        @Override
        public LongStream touched() {
            return LongStream.range(firstTask, firstTask + specs.size());
        }
    }

    /** Commands of a session were answered; the same answers are given when they come again. */
    record Answered(KeyRun run) implements Event {}

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
    record Suspended(AttemptId attempt) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.suspended(true);
        }
    }

    /**
     * The suspected engine is back and goes on with the current attempt, or that is to be the last: the task is queued
     * no longer.
     */
    record Resumed(AttemptId attempt) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.suspended(false);
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

    /**
     * An engine that held a superseded attempt is dead: its task runs alone from now on.
     *
     * @param charge LOSS if it counts against the task after all, SUSPICION if another may have caused it or it is
     *     counted, NONE if it was not this attempt
     * @param evidence takes the place of why the attempt was given up
     */
    record LossConfirmed(AttemptId attempt, Charge charge, String evidence) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.confirmed(attempt.number(), charge, evidence);
        }
    }

    /**
     * A superseded attempt never started, has ended, or will not be heard of again and its engine lives: nothing is
     * charged. Its task may have ended before.
     */
    record Forgotten(AttemptId attempt, String instance) implements OfAttempt {

        @Override
        public OpenState after(OpenState before) {
            return before.forgotten(attempt.number());
        }
    }

    /** The task is to end as aborted when its engine answers or is lost. */
    record AbortRequested(long task) implements OfTask {

        @Override
        public OpenState after(OpenState before) {
            return before.aborting();
        }
    }

    /**
     * The task has ended.
     *
     * @param bytes how many it takes from now on, its source and arguments and large values included
     * @param error why it did not succeed, in a line; null if it did
     */
    record Finished(FinishedTask task, long bytes, @Nullable String error) implements Event {

        /** The end of a task of which only the result counts. */
        public Finished(FinishedTask task) {
            this(task, task.size(), null);
        }

        @Override
        public LongStream touched() {
            return LongStream.of(task.taskId());
        }
    }

    /**
     * The results of finished tasks were removed.
     *
     * @param tasks which; not to be changed
     */
    record Removed(IdSet tasks) implements Event {}

    /**
     * Tasks were pinned or unpinned.
     *
     * @param tasks which; not to be changed
     */
    record Pinned(IdSet tasks, boolean pinned) implements Event {}

    /**
     * What is remembered of tasks that have gone has changed.
     *
     * @param row takes the place of all rows that begin within it
     */
    record RemovalNoted(Removal row) implements Event {}

    /**
     * Something has become of an engine, which is told and changes nothing.
     *
     * @param kind that is about an engine
     * @param reason in a line; null if there is none
     */
    record EngineChanged(
            EventKind kind,
            int engineId,
            String instance,
            @Nullable String reason) implements Event {}

    /** What an attempt that ended without ending its task is counted against. */
    enum Charge {
        /** Nothing: it never started, or nobody is to blame. */
        NONE,
        /** A retry. */
        RETRY,
        /** The limit of engine losses. */
        LOSS,
        /** Nothing yet: it may have caused the death of its engine, and so may others. */
        SUSPICION,
        /** The task itself: what was to be tried was, and its recovery takes its place with limits of its own. */
        RECOVERY
    }
}
