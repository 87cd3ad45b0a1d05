package io.stoker.schedule;

import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sub-queues that are not empty, by their first task. Everything costs O(log n). */
final class SubQueues implements Iterable<SubQueue> {
    private final Comparator<QueueEntry> order;
    private final TreeSet<SubQueue> subQueues;

    SubQueues(Comparator<QueueEntry> order) {
        this.order = order;
        subQueues = new TreeSet<>((one, other) -> order.compare(one.head(), other.head()));
    }

    /** Puts a task into its sub-queue, which is one of these, or becomes one by it. */
    void add(QueueEntry entry) {
        SubQueue subQueue = entry.subQueue();
        boolean moves = subQueue.isEmpty() || order.compare(entry, subQueue.head()) < 0;
        if (moves && !subQueue.isEmpty()) {
            subQueues.remove(subQueue);
        }
        subQueue.add(entry);
        if (moves) {
            subQueues.add(subQueue);
        }
    }

    /** Takes a task out of its sub-queue. */
    void remove(QueueEntry entry) {
        SubQueue subQueue = entry.subQueue();
        if (subQueues.size() == 1 || !subQueue.isHead(entry)) {
            // A single sub-queue need not be sorted anew. This is the way of nearly every task.
            subQueue.remove(entry);
            if (subQueue.isEmpty()) {
                subQueues.clear();
            }
            return;
        }
        leave(subQueue);
        subQueue.remove(entry);
        enter(subQueue);
    }

    /** Adds a sub-queue as it is. */
    void enter(SubQueue subQueue) {
        if (!subQueue.isEmpty()) {
            subQueues.add(subQueue);
        }
    }

    /** Takes out a sub-queue as it is. */
    void leave(SubQueue subQueue) {
        if (!subQueue.isEmpty()) {
            subQueues.remove(subQueue);
        }
    }

    boolean isEmpty() {
        return subQueues.isEmpty();
    }

    @Nullable
    SubQueue first() {
        return subQueues.isEmpty() ? null : subQueues.first();
    }

    @Override
    public Iterator<SubQueue> iterator() {
        return subQueues.isEmpty() ? Collections.emptyIterator() : subQueues.iterator();
    }
}
