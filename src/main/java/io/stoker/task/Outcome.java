package io.stoker.task;

/** How an attempt ended. */
public enum Outcome {
    /** The source ran and every pulled value could travel. */
    SUCCEEDED,
    /** The task's own code, or a pull, failed. */
    FAILED,
    /** Its engine died, or was given up while suspected. */
    LOST,
    /** The task refused this engine. */
    REJECTED,
    /** It was stopped because the task was aborted. */
    ABORTED,
    /** It ran longer than it was allowed to. */
    TIMED_OUT
}
