package io.stoker.store;

import io.stoker.ledger.Counts;
import io.stoker.ledger.Event;
import io.stoker.ledger.OpenState;
import java.util.List;
import java.util.Map;

/**
 * What is written at once.
 *
 * @param epoch of the lease under which it was decided
 * @param batch one more than the last commit's
 * @param events what has happened, in order
 * @param changed what is now remembered of each unfinished task that the events touched
 * @param counts of all tasks after it
 */
public record Commit(long epoch, long batch, List<Event> events, Map<Long, OpenState> changed, Counts counts) {}
