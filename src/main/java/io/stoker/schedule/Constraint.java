package io.stoker.schedule;

import io.stoker.task.Condition;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all queued tasks with one condition have in common: the condition, the engine class that meets it, and since
 * when no engine has. Their sub-queues differ by the engines that have rejected them, and by who may share a node.
 */
final class Constraint {
    /** Null for plain tasks, which any engine will do for. */
    private final @Nullable String text;

    private final @Nullable Condition condition;
    private final Comparator<QueueEntry> order;
    private final SubQueue open;
    private final Map<Kind, SubQueue> others = new HashMap<>();
    /** When each task was queued, in that order; only where there is a condition, which may be unmet. */
    private final Map<Long, Long> queuedAt = new LinkedHashMap<>();

    private EngineClass engineClass;
    private @Nullable Long unmetSince;

    /** What tells its sub-queues from each other. */
    private record Kind(Set<EngineState> excluded, boolean ownsNode) {}

    /** @param engineClass what meets it, or where it is kept until that is known */
    Constraint(@Nullable String text, EngineClass engineClass, Comparator<QueueEntry> order) {
        this.text = text;
        this.condition = text == null ? null : parse(text);
        this.engineClass = engineClass;
        this.order = order;
        open = new SubQueue(this, Set.of(), false, order);
    }

    private static @Nullable Condition parse(String text) {
        try {
            return Condition.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether the engine meets the condition. What is no condition is met by none. */
    boolean fits(EngineState engine) {
        return text == null || (condition != null && condition.test(engine.properties()));
    }

    @Nullable
    String text() {
        return text;
    }

    /** Null for plain tasks, and for a text that is no condition. */
    @Nullable
    Condition condition() {
        return condition;
    }

    EngineClass engineClass() {
        return engineClass;
    }

    /** To be called by {@link EngineClasses} only. */
    void engineClass(EngineClass now) {
        engineClass = now;
    }

    Collection<SubQueue> subQueues() {
        return others.isEmpty()
                ? List.of(open)
                : Stream.concat(Stream.of(open), others.values().stream()).toList();
    }

    /**
     * The sub-queue of tasks that these engines have rejected and that must, or need not, have a node to themselves.
     */
    SubQueue subQueue(Set<EngineState> excluded, boolean ownsNode) {
        return excluded.isEmpty() && !ownsNode
                ? open
                : others.computeIfAbsent(
                        new Kind(excluded, ownsNode), kind -> new SubQueue(this, excluded, ownsNode, order));
    }

    /** The first of the tasks that may share a node and for which the same engines will do; null if there is none. */
    @Nullable
    QueueEntry firstSharing(SubQueue subQueue) {
        Set<EngineState> excluded = subQueue.excluded();
        SubQueue sharing = excluded.isEmpty() ? engineClass.open().first() : others.get(new Kind(excluded, false));
        return sharing == null ? null : sharing.head();
    }

    void add(QueueEntry entry, long tick) {
        if (text != null) {
            queuedAt.put(entry.task(), tick);
        }
        putIn(entry);
    }

    void remove(QueueEntry entry) {
        if (text != null) {
            queuedAt.remove(entry.task());
        }
        takeOut(entry);
    }

    /** Puts the task into another of its sub-queues. */
    QueueEntry move(QueueEntry entry, Set<EngineState> excluded) {
        takeOut(entry);
        return putIn(entry.in(subQueue(excluded, entry.requirement().ownsNode())));
    }

    /** Puts a task that asks for something else in the place where it was. */
    QueueEntry replace(QueueEntry before, QueueEntry now) {
        takeOut(before);
        return putIn(
                now.in(subQueue(before.subQueue().excluded(), now.requirement().ownsNode())));
    }

    private QueueEntry putIn(QueueEntry entry) {
        engineClass.subQueues(entry.subQueue()).add(entry);
        return entry;
    }

    private void takeOut(QueueEntry entry) {
        engineClass.subQueues(entry.subQueue()).remove(entry);
        SubQueue left = entry.subQueue();
        if (left != open && left.isEmpty()) {
            others.remove(new Kind(left.excluded(), left.ownsNode()));
        }
    }

    /** Whether there is no task; not to be asked of plain tasks. */
    boolean isEmpty() {
        return queuedAt.isEmpty();
    }

    /** Notes whether there are engines and none meets the condition. */
    void met(boolean noneFits, long tick) {
        if (!noneFits) {
            unmetSince = null;
        } else if (unmetSince == null) {
            unmetSince = tick;
        }
    }

    boolean isUnmet() {
        return unmetSince != null;
    }

    /** For each task, since when it waits and no engine fits, the longest first; empty if it is not so. */
    Stream<Waiting> waiting() {
        Long since = unmetSince;
        return since == null
                ? Stream.empty()
                : queuedAt.entrySet().stream().map(e -> new Waiting(e.getKey(), Math.max(since, e.getValue())));
    }

    /** Since when this task waits and no engine fits; empty if it is not so. */
    OptionalLong unmetSince(long task) {
        Long since = unmetSince;
        Long queued = queuedAt.get(task);
        return since == null || queued == null ? OptionalLong.empty() : OptionalLong.of(Math.max(since, queued));
    }

    /** A task that has been waiting since then without an engine that fits. */
    record Waiting(long task, long since) {}
}
