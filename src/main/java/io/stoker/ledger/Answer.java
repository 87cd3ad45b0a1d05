package io.stoker.ledger;

import io.stoker.task.AttemptId;
import java.util.List;

/**
 * What the ledger says to whoever gave a command. It may leave the controller only after what the command has changed
 * is committed.
 */
public sealed interface Answer {

    /** Nothing to say. */
    record None() implements Answer {}

    /** The ids of the tasks of a {@link Command.Submit}, in its order. */
    record Accepted(long[] ids) implements Answer {}

    /** The task is aborted, or will be as soon as its engine answers. */
    record Aborting(AbortStep step) implements Answer {}

    /**
     * Results were removed, or tasks pinned or unpinned.
     *
     * @param count how many of what was asked for
     * @param missing what was asked for and not found, as first and last ids, alternating
     */
    record Counted(long count, long[] missing) implements Answer {}

    /**
     * The ledger wants to hear by {@link Command.Retain} of the finished tasks from this id on, of so many of them that
     * are not pinned.
     */
    record Look(long from, int most) implements Answer {}

    /** The command has changed nothing. */
    record Refused(Refusal reason, String message) implements Answer {}

    /** Which of the attempts that an engine holds it must drop; the others it keeps. */
    record Drop(List<AttemptId> attempts) implements Answer {}

    /** Whether a report was used. */
    record Reported(Use use) implements Answer {}

    /** What is left to be done for an abort. */
    enum AbortStep {
        /** Nothing: the task has ended. */
        DONE,
        /** The engine must be told. */
        TELL_ENGINE
    }

    /** Why a command was refused. */
    enum Refusal {
        /** No task has this id. */
        UNKNOWN_TASK,
        /** The task has ended. */
        ALREADY_COMPLETED,
        /** The task's abort was asked for before. */
        ALREADY_ABORTED,
        /** The task is pinned. */
        PINNED,
        /** A key was used again with other content. */
        KEY_REUSED,
        /** The ledger holds as many unfinished tasks as it may. */
        FULL,
        /** What was seen of the ledger is too old to decide upon. */
        LOOK_AGAIN
    }

    /** What a report was good for. */
    enum Use {
        /** It decided the attempt. */
        APPLIED,
        /** Another outcome was first, or a later attempt is current: counted, never applied. */
        LATE
    }
}
