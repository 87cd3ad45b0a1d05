package io.stoker.schedule;

/**
 * A task handed to an engine.
 *
 * @param task the task's id
 * @param engine the engine's key
 */
public record Assignment(long task, String engine) {}
