package io.stoker.ledger;

/**
 * How a run of tasks ended.
 *
 * @param first the first id
 * @param states the code of each {@link io.stoker.task.TaskState}; NO_CODE for what has not finished or was removed
 */
public record FinishedRun(long first, byte[] states) {}
