package io.stoker.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait to be handed out. Each stands in the {@link SubQueue} of those for which the same engines will
 * do; the entries of all sub-queues are comparable. Every operation costs O(log n).
 */
final class TaskQueue {
    private final TaskOrder order;
    private final Constraints constraints;
    private final Exclusions exclusions;
    private final Map<Long, QueueEntry> byTask = new HashMap<>();
    private long arrivals;

    TaskQueue(TaskOrder order, Constraints constraints, Exclusions exclusions) {
        this.order = order;
        this.constraints = constraints;
        this.exclusions = exclusions;
    }

    /** The task waits here: in its turn if it did before, and asks for the same engines. */
    void set(long task, Requirement requirement, boolean first, long tick) {
        QueueEntry entry = byTask.get(task);
        if (entry == null) {
            add(task, requirement, first, tick);
        } else if (!Objects.equals(entry.requirement().condition(), requirement.condition())) {
            remove(task);
            add(task, requirement, first, tick);
        } else if (entry.requirement().alone() != requirement.alone()) {
            byTask.put(task, entry.subQueue().constraint().replace(entry, entry.with(requirement)));
        }
    }

    private void add(long task, Requirement requirement, boolean first, long tick) {
        if (first) {
            add(QueueEntry.FIRST, order == TaskOrder.LIFO ? -task : task, task, requirement, tick);
            return;
        }
        arrivals++;
        if (order == TaskOrder.FIFO || order == TaskOrder.LIFO) {
            add(order == TaskOrder.FIFO ? arrivals : -arrivals, 0, task, requirement, tick);
        } else {
            add(0, arrivals, task, requirement, tick);
        }
    }

    private void add(long rank, long tie, long task, Requirement requirement, long tick) {
        Constraint constraint = constraints.of(requirement.condition(), tick);
        SubQueue subQueue = constraint.subQueue(exclusions.of(task), requirement.ownsNode());
        QueueEntry entry = new QueueEntry(rank, tie, task, requirement, subQueue);
        byTask.put(task, entry);
        constraint.add(entry, tick);
    }

    /** It waits here no more, if it did. */
    void remove(long task) {
        QueueEntry entry = byTask.remove(task);
        if (entry != null) {
            entry.subQueue().constraint().remove(entry);
        }
    }

    /** Puts those of the tasks that wait here into the sub-queues they belong to now. */
    void sort(Set<Long> tasks) {
        for (long task : tasks) {
            QueueEntry entry = byTask.get(task);
            if (entry != null) {
                byTask.put(task, entry.subQueue().constraint().move(entry, exclusions.of(task)));
            }
        }
    }

    boolean contains(long task) {
        return byTask.containsKey(task);
    }

    @Nullable
    QueueEntry find(long task) {
        return byTask.get(task);
    }

    /**
     * How many tasks come before this one, whichever engines they wait for. No more than so many are counted, and no
     * more sub-queues looked at.
     *
     * @return {@code most} if there may be more
     */
    int before(QueueEntry entry, int most) {
        int count = 0;
        int looks = 0;
        for (Constraint constraint : constraints.all()) {
            for (SubQueue subQueue : constraint.subQueues()) {
                count += subQueue.before(entry, most - count);
                if (count == most || ++looks == most) {
                    return most;
                }
            }
        }
        return count;
    }

    int size() {
        return byTask.size();
    }

    boolean isEmpty() {
        return byTask.isEmpty();
    }
}
