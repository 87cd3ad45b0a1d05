package io.stoker.schedule;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Queued tasks for which the same engines will do: those that meet their condition, but for the excluded ones, which
 * have rejected each of them lately. It has its tasks in order.
 */
final class SubQueue {
    private final Constraint constraint;
    private final Set<EngineState> excluded;
    private final TreeSet<QueueEntry> entries;

    SubQueue(Constraint constraint, Set<EngineState> excluded, Comparator<QueueEntry> order) {
        this.constraint = constraint;
        this.excluded = excluded;
        entries = new TreeSet<>(order);
    }

    Constraint constraint() {
        return constraint;
    }

    Set<EngineState> excluded() {
        return excluded;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The entry of the first task. */
    QueueEntry head() {
        return entries.first();
    }

    boolean isHead(QueueEntry entry) {
        return entries.first().task() == entry.task();
    }

    /** To be called by {@link SubQueues} only, which are ordered by this. */
    void add(QueueEntry entry) {
        entries.add(entry);
    }

    /** To be called by {@link SubQueues} only. */
    void remove(QueueEntry entry) {
        entries.remove(entry);
    }
}
