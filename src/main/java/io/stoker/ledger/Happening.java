package io.stoker.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An event to be told, with what only was known when it was applied.
 *
 * @param event what has happened
 * @param before the task as it was before, of an event that is about one
 */
public record Happening(Event event, @Nullable OpenTask before) {}
