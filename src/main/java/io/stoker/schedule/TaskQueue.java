package io.stoker.schedule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The tasks that wait to be handed out, in order. Every operation costs O(log n).
 *
 * <p>All tasks fit all engines, so one queue is enough. If tasks come to differ in what they ask of an engine, each
 * class of requirement gets a queue of its own and the first {@link Place} among those with an engine is taken: the
 * places are comparable across queues.
 */
final class TaskQueue {

    /**
     * Where a task stands. The smallest comes first.
     *
     * @param rank by arrival; the same for all that came back
     * @param tie decides among those that came back
     */
    record Place(long rank, long tie, long task, boolean alone) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::rank).thenComparingLong(Place::tie);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final int direction;
    private final TreeSet<Place> inOrder = new TreeSet<>();
    private final Map<Long, Place> byTask = new HashMap<>();
    private long arrivals;
    private int alone;

    TaskQueue(Order order) {
        direction = order == Order.FIFO ? 1 : -1;
    }

    void addLast(long task, boolean alone) {
        add(new Place(direction * ++arrivals, 0, task, alone));
    }

    void addFirst(long task, boolean alone) {
        add(new Place(Long.MIN_VALUE, direction * task, task, alone));
    }

    boolean remove(long task) {
        Place place = byTask.remove(task);
        if (place == null) {
            return false;
        }
        inOrder.remove(place);
        alone -= place.alone() ? 1 : 0;
        return true;
    }

    /** Takes the first one out. */
    Place poll() {
        Place first = inOrder.first();
        remove(first.task());
        return first;
    }

    boolean contains(long task) {
        return byTask.containsKey(task);
    }

    boolean isEmpty() {
        return byTask.isEmpty();
    }

    int size() {
        return byTask.size();
    }

    /** Whether a task waits here that must have an engine to itself. */
    boolean hasAlone() {
        return alone > 0;
    }

    private void add(Place place) {
        byTask.put(place.task(), place);
        inOrder.add(place);
        alone += place.alone() ? 1 : 0;
    }
}
