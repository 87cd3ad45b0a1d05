package io.stoker.task;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which events are of interest: those that meet all of its conditions. It is immutable: every method returns a new one.
 *
 * <p>Events that are about several tasks at once, as when results are removed, have no labels, and those about engines
 * neither labels nor tasks: a query for labels does not find them.
 *
 * @param labels values by key that the event's task must have, with its name under {@link Labels#NAME}
 * @param keys of labels that the task must have, of whatever value
 * @param kinds of which an event must be one; none if any will do
 * @param tasks of which an event must be about one; none if any will do
 * @param engine the small id of the engine that an event must be about; null if any will do
 * @param after behind which place the events stand; null for those that are still to come
 */
public record EventQuery(
        Map<String, String> labels,
        Set<String> keys,
        Set<EventKind> kinds,
        Set<Long> tasks,
        @Nullable Integer engine,
        @Nullable EventId after) {
    /** All events that are still to come. */
    public static final EventQuery ALL = new EventQuery(Map.of(), Set.of(), Set.of(), Set.of(), null, null);

    /** So many tasks may be named. */
    public static final int MOST_TASKS = 1_000;

    /** The same conditions are in the same order, whoever has written them. What is missing is found by who gets it. */
    public EventQuery {
        labels = labels == null ? labels : Collections.unmodifiableMap(new TreeMap<>(labels));
        keys = keys == null ? keys : Collections.unmodifiableSet(new TreeSet<>(keys));
        kinds = kinds == null ? kinds : sorted(kinds);
        tasks = tasks == null ? tasks : Collections.unmodifiableSet(new TreeSet<>(tasks));
    }

    private static Set<EventKind> sorted(Collection<EventKind> kinds) {
        Set<EventKind> sorted = EnumSet.noneOf(EventKind.class);
        sorted.addAll(kinds);
        return Collections.unmodifiableSet(sorted);
    }

    /** All events that are still to come. */
    public static EventQuery all() {
        return ALL;
    }

    /**
     * Only those of tasks with this label.
     *
     * @throws IllegalArgumentException if no task can have it, or there are 16 others
     */
    public EventQuery label(String key, String value) {
        Map<String, String> more = Labels.with(labels, Labels.requireKey(key), Labels.requireValue(key, value));
        return new EventQuery(more, keys, kinds, tasks, engine, after);
    }

    /**
     * Only those of tasks with a label of this key, whatever its value.
     *
     * @throws IllegalArgumentException if no task can have it, or there are 16 others
     */
    public EventQuery label(String key) {
        Set<String> more = new TreeSet<>(keys);
        more.add(Labels.requireKey(key));
        return checked(new EventQuery(labels, more, kinds, tasks, engine, after));
    }

    /**
     * Only those of tasks with exactly this name.
     *
     * @throws IllegalArgumentException if no task can have it
     */
    public EventQuery name(String name) {
        Map<String, String> more = Labels.with(labels, Labels.NAME, Labels.requireName(name));
        return new EventQuery(more, keys, kinds, tasks, engine, after);
    }

    /** Only those of one of these kinds; of any if there are none. */
    public EventQuery kind(EventKind... kinds) {
        List<EventKind> wanted = Arrays.asList(Arguments.given(kinds, "kind needs kinds"));
        wanted.forEach(kind -> Arguments.given(kind, "kind needs kinds"));
        return new EventQuery(labels, keys, sorted(wanted), tasks, engine, after);
    }

    /**
     * Only those about one of these tasks; about any if there are none.
     *
     * @throws IllegalArgumentException if these are more than {@link #MOST_TASKS}, or one of them is no task's id
     */
    public EventQuery task(long... ids) {
        Set<Long> some = new TreeSet<>();
        for (long id : Arguments.given(ids, "task needs ids")) {
            some.add(id);
        }
        return checked(new EventQuery(labels, keys, kinds, some, engine, after));
    }

    /** Only those about the engine with this small id, or an attempt there. */
    public EventQuery engine(int id) {
        return new EventQuery(labels, keys, kinds, tasks, id, after);
    }

    /**
     * Those behind this place, as an event's id says: to go on where one has stopped. Behind {@link EventId#START} are
     * all events that the ledger still has.
     */
    public EventQuery after(EventId id) {
        return new EventQuery(labels, keys, kinds, tasks, engine, id);
    }

    private static EventQuery checked(EventQuery query) {
        query.check();
        return query;
    }

    /**
     * Checks what another JVM has made.
     *
     * @throws IllegalArgumentException if it is none that the methods here can make
     */
    public void check() {
        Labels.check(labels);
        if (keys.size() > Labels.MOST) {
            throw new IllegalArgumentException("a query names at most " + Labels.MOST + " labels of any value, but this"
                    + " one names " + keys.size() + ": no task has as many");
        }
        keys.forEach(Labels::requireKey);
        if (tasks.size() > MOST_TASKS) {
            throw new IllegalArgumentException("a query of events names at most " + MOST_TASKS
                    + " tasks, but this one names " + tasks.size() + ": give them a label, and ask for that");
        }
        for (long task : tasks) {
            if (task < 0) {
                throw new IllegalArgumentException(task + " is not the id of a task: ids begin with 0");
            }
        }
        if (after != null && (after.commit() < 0 || after.index() < 0)) {
            throw new IllegalArgumentException(after + " is not the id of an event");
        }
    }
}
