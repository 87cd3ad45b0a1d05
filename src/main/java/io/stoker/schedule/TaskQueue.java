package io.stoker.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait to be handed out. Each stands in the {@link Line} of those for which the same engines will do;
 * the places of all lines are comparable. Every operation costs O(log n).
 */
final class TaskQueue {
    private final TaskOrder order;
    private final Demands demands;
    private final Exclusions exclusions;
    private final Map<Long, Place> byTask = new HashMap<>();
    private long arrivals;

    TaskQueue(TaskOrder order, Demands demands, Exclusions exclusions) {
        this.order = order;
        this.demands = demands;
        this.exclusions = exclusions;
    }

    /** The task waits here: in its turn if it did before, and asks for the same engines. */
    void set(long task, Requirement requirement, boolean first, long tick) {
        Place place = byTask.get(task);
        if (place == null) {
            add(task, requirement, first, tick);
        } else if (!Objects.equals(place.requirement().condition(), requirement.condition())) {
            remove(task);
            add(task, requirement, first, tick);
        } else if (place.alone() != requirement.alone()) {
            byTask.put(task, place.line().demand().replace(place, place.with(requirement)));
        }
    }

    private void add(long task, Requirement requirement, boolean first, long tick) {
        if (first) {
            add(Place.FIRST, order == TaskOrder.LIFO ? -task : task, task, requirement, tick);
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
        Demand demand = demands.of(requirement.condition(), tick);
        Place place = new Place(rank, tie, task, requirement, demand.line(exclusions.of(task)));
        byTask.put(task, place);
        demand.add(place, tick);
    }

    /** It waits here no more, if it did. */
    void remove(long task) {
        Place place = byTask.remove(task);
        if (place != null) {
            place.line().demand().remove(place);
        }
    }

    /** Puts those of the tasks that wait here into the lines they belong to now. */
    void sort(Set<Long> tasks) {
        for (long task : tasks) {
            Place place = byTask.get(task);
            if (place != null) {
                byTask.put(task, place.line().demand().move(place, exclusions.of(task)));
            }
        }
    }

    boolean contains(long task) {
        return byTask.containsKey(task);
    }

    @Nullable
    Place find(long task) {
        return byTask.get(task);
    }

    boolean isEmpty() {
        return byTask.isEmpty();
    }
}
