package io.stoker.schedule;

/**
 * A task that waits, as a {@link TaskOrder} sees it.
 *
 * @param id the task's id
 * @param sequence numbers the tasks as they came
 * @param requirement what it asks of an engine
 */
public record QueuedTask(long id, long sequence, Requirement requirement) {}
