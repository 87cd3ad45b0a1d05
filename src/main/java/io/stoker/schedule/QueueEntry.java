package io.stoker.schedule;

import java.util.Comparator;

/**
 * Where a task stands in the order, which is one for all sub-queues.
 *
 * @param rank by arrival, or the same for all where a {@link TaskOrder} of somebody's own decides; lowest for those
 *     that came back
 * @param tie decides among those of one rank, or that the order finds equal
 */
record QueueEntry(long rank, long tie, long task, Requirement requirement, SubQueue subQueue) {
    /** Of all that came back. */
    static final long FIRST = Long.MIN_VALUE;

    /** The order of entries; the smallest comes first. */
    static Comparator<QueueEntry> order(TaskOrder order) {
        if (order == TaskOrder.FIFO || order == TaskOrder.LIFO) {
            return QueueEntry::byRank;
        }
        return Comparator.comparingLong(QueueEntry::rank)
                .thenComparing((one, other) -> one.rank == FIRST ? 0 : order.compare(one.queued(), other.queued()))
                .thenComparingLong(QueueEntry::tie);
    }

    private static int byRank(QueueEntry one, QueueEntry other) {
        int order = Long.compare(one.rank, other.rank);
        return order == 0 ? Long.compare(one.tie, other.tie) : order;
    }

    boolean exclusive() {
        return requirement.exclusive();
    }

    /** The same entry of a task that asks for something else. */
    QueueEntry with(Requirement other) {
        return new QueueEntry(rank, tie, task, other, subQueue);
    }

    /** The same entry in another sub-queue. */
    QueueEntry in(SubQueue other) {
        return new QueueEntry(rank, tie, task, requirement, other);
    }

    private QueuedTask queued() {
        return new QueuedTask(task, tie, requirement);
    }
}
