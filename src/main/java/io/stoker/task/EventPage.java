package io.stoker.task;

import java.util.List;

/**
 * The next events that a query finds.
 *
 * @param commits in order; none if nothing came in time
 * @param next behind which place to go on
 */
public record EventPage(List<EventBody> commits, EventId next) {}
