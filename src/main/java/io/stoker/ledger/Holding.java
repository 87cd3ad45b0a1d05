package io.stoker.ledger;

/**
 * That an engine holds the current attempt of a task.
 *
 * @param task the task's id
 * @param attempt the attempt's number
 * @param held where it is
 */
public record Holding(long task, int attempt, OpenState.Held held) {}
