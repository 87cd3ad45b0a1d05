package io.stoker.ledger;

/**
 * The moment a command is decided.
 *
 * @param tick a monotonic clock in nanoseconds, for timeouts
 * @param millis the wall clock in epoch milliseconds, for what is shown to people
 */
public record Now(long tick, long millis) {}
