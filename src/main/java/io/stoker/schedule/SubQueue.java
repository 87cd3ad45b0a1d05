package io.stoker.schedule;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * Queued tasks for which the same engines will do: those that meet their condition, but for the excluded ones, which
 * have rejected each of them lately. Those that must have a node to themselves are apart. It has its tasks in order.
 */
final class SubQueue {
    private final Constraint constraint;
    private final Set<EngineState> excluded;
    private final boolean ownsNode;
    private final TreeSet<QueueEntry> entries;

    SubQueue(Constraint constraint, Set<EngineState> excluded, boolean ownsNode, Comparator<QueueEntry> order) {
        this.constraint = constraint;
        this.excluded = excluded;
        this.ownsNode = ownsNode;
        entries = new TreeSet<>(order);
    }

    Constraint constraint() {
        return constraint;
    }

    Set<EngineState> excluded() {
        return excluded;
    }

    /** Whether each of its tasks must have a node to itself. */
    boolean ownsNode() {
        return ownsNode;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** The entry of the first task. */
    QueueEntry head() {
        return entries.first();
    }

    /**
     * How many of its tasks come before this one, which may be in another sub-queue; no more than so many are counted.
     */
    int before(QueueEntry entry, int most) {
        int count = 0;
        for (var first = entries.headSet(entry).iterator(); count < most && first.hasNext(); first.next()) {
            count++;
        }
        return count;
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
