package io.stoker.ledger;

/**
 * A run of finished tasks that the ledger does not hold any more.
 *
 * @param from the first id
 * @param to the last id
 * @param at when they were removed, in epoch milliseconds
 * @param reason why, as the end of "task 17 was finished, and removed on … by …"
 */
public record Removal(long from, long to, long at, String reason) {}
