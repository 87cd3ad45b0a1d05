package io.stoker.api;

/**
 * How an engine stands towards tasks, as it says itself.
 *
 * @param id of the engine
 * @param draining whether it starts no tasks
 */
public record DrainDocument(int id, boolean draining) {}
