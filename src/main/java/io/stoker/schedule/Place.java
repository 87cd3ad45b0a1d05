package io.stoker.schedule;

import java.util.Comparator;

/**
 * Where a task stands in the order, which is one for all lines.
 *
 * @param rank by arrival, or the same for all where a {@link TaskOrder} of somebody's own decides; lowest for those
 *     that came back
 * @param tie decides among those of one rank, or that the order finds equal
 */
record Place(long rank, long tie, long task, Requirement requirement, Line line) {
    /** Of all that came back. */
    static final long FIRST = Long.MIN_VALUE;

    /** The order of places; the smallest comes first. */
    static Comparator<Place> order(TaskOrder order) {
        if (order == TaskOrder.FIFO || order == TaskOrder.LIFO) {
            return Place::byRank;
        }
        return Comparator.comparingLong(Place::rank)
                .thenComparing((one, other) -> one.rank == FIRST ? 0 : order.compare(one.queued(), other.queued()))
                .thenComparingLong(Place::tie);
    }

    private static int byRank(Place one, Place other) {
        int order = Long.compare(one.rank, other.rank);
        return order == 0 ? Long.compare(one.tie, other.tie) : order;
    }

    boolean alone() {
        return requirement.alone();
    }

    /** The same place of a task that asks for something else. */
    Place with(Requirement other) {
        return new Place(rank, tie, task, other, line);
    }

    /** The same place in another line. */
    Place in(Line other) {
        return new Place(rank, tie, task, requirement, other);
    }

    private QueuedTask queued() {
        return new QueuedTask(task, tie, requirement);
    }
}
