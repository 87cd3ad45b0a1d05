package io.stoker.store;

import io.stoker.ledger.Changes;
import io.stoker.ledger.Counts;
import io.stoker.ledger.Event;
import java.util.List;

/**
 * The changes of one transaction.
 *
 * @param epoch of the lease under which it was decided
 * @param batch one more than the last commit's
 * @param events what has happened, in order
 * @param changes what they have changed of what is remembered of unfinished tasks and engines
 * @param counts of all tasks after it
 */
public record Commit(long epoch, long batch, List<Event> events, Changes changes, Counts counts) {}
