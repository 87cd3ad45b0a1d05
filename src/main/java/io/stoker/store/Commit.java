package io.stoker.store;

import io.stoker.ledger.Changes;

/**
 * The changes of one transaction.
 *
 * @param epoch of the lease under which it was decided
 * @param batch one more than the last commit's
 * @param at when that was, in epoch milliseconds
 * @param changes its rows
 */
public record Commit(long epoch, long batch, long at, Changes changes) {}
