package io.stoker.task;

import java.time.Instant;
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
 * Which tasks to list: those that meet all of its conditions. It is immutable: every method returns a new one.
 *
 * <p>Tasks come by their ids, newest first. Only where nothing but a time narrows the query they come by that time, and
 * where nothing but a {@linkplain #label(String) label of any value} does, by the label's value first.
 *
 * @param labels values by key that a task must have, with its name under {@link Labels#NAME}
 * @param keys of labels that a task must have, of whatever value
 * @param states of which a task must be in one; none if any will do
 * @param submitted when it must have been accepted
 * @param completed when it must have ended; {@link Span#EVER} also for what has not
 * @param engine the small id of the engine of its latest attempt; null if any will do
 * @param from who must have submitted it
 * @param oldestFirst whether they come in the opposite order
 */
public record Query(
        Map<String, String> labels,
        Set<String> keys,
        Set<State> states,
        Span submitted,
        Span completed,
        @Nullable Integer engine,
        From from,
        boolean oldestFirst) {
    /** All tasks, newest first. */
    public static final Query ALL =
            new Query(Map.of(), Set.of(), Set.of(), Span.EVER, Span.EVER, null, From.ANYBODY, false);

    private static final int LONGEST_WORD = 256;

    /** The same conditions are in the same order, whoever has written them. What is missing is found by who gets it. */
    public Query {
        labels = labels == null ? labels : Collections.unmodifiableMap(new TreeMap<>(labels));
        keys = keys == null ? keys : Collections.unmodifiableSet(new TreeSet<>(keys));
        states = states == null ? states : sorted(states);
    }

    private static Set<State> sorted(Collection<State> states) {
        Set<State> sorted = EnumSet.noneOf(State.class);
        sorted.addAll(states);
        return Collections.unmodifiableSet(sorted);
    }

    /** How a task stands, as far as listings tell tasks apart. */
    public enum State {
        UNFINISHED,
        SUCCEEDED,
        FAILED,
        ABORTED,
        TIMED_OUT;

        /** Whether a task in this state is meant. */
        public boolean is(TaskState state) {
            return state.isFinal() ? state.name().equals(name()) : this == UNFINISHED;
        }
    }

    /**
     * A span of time, in epoch milliseconds.
     *
     * @param from its first moment
     * @param before the first moment after it
     */
    public record Span(long from, long before) {
        /** Any time at all. */
        public static final Span EVER = new Span(Long.MIN_VALUE, Long.MAX_VALUE);

        /** Whether this moment is within it. */
        public boolean has(long moment) {
            return moment >= from && moment < before;
        }

        private static Span of(Instant from, Instant before) {
            String need = "a span of time needs two instants";
            return new Span(millis(Arguments.given(from, need)), millis(Arguments.given(before, need)));
        }

        /** Whatever is too far away to be told in milliseconds is as far away as can be told. */
        private static long millis(Instant moment) {
            try {
                return moment.toEpochMilli();
            } catch (ArithmeticException e) {
                return moment.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
        }
    }

    /** Who has submitted a task, as {@link Submitter} says; null is anybody. */
    public record From(
            @Nullable String session,
            @Nullable String user,
            @Nullable String host) {
        static final From ANYBODY = new From(null, null, null);

        /** Whether it is this one. */
        public boolean is(@Nullable Submitter submitter) {
            return equals(ANYBODY)
                    || (submitter != null
                            && (session == null || session.equals(submitter.session()))
                            && (user == null || user.equals(submitter.user()))
                            && (host == null || host.equals(submitter.host())));
        }
    }

    /** All tasks, newest first. */
    public static Query all() {
        return ALL;
    }

    /**
     * Only those with this label.
     *
     * @throws IllegalArgumentException if no task can have it, or there are 16 others
     */
    public Query label(String key, String value) {
        return with(Labels.with(labels, Labels.requireKey(key), Labels.requireValue(key, value)));
    }

    /**
     * Only those with a label of this key, whatever its value.
     *
     * @throws IllegalArgumentException if no task can have it, or there are 16 others
     */
    public Query label(String key) {
        Set<String> more = new TreeSet<>(keys);
        more.add(Labels.requireKey(key));
        Query query = new Query(labels, more, states, submitted, completed, engine, from, oldestFirst);
        query.check();
        return query;
    }

    /** Only retries of this task, by {@link Labels#RETRY_OF}; those of its retries are not among them. */
    public Query retriesOf(long taskId) {
        return label(Labels.RETRY_OF, String.valueOf(taskId));
    }

    /**
     * Only those with exactly this name.
     *
     * @throws IllegalArgumentException if no task can have it
     */
    public Query name(String name) {
        return with(Labels.with(labels, Labels.NAME, Labels.requireName(name)));
    }

    private Query with(Map<String, String> more) {
        return new Query(more, keys, states, submitted, completed, engine, from, oldestFirst);
    }

    /** Only those in one of these states; in any if there are none. */
    public Query state(State... states) {
        List<State> wanted = Arrays.asList(Arguments.given(states, "state needs states"));
        wanted.forEach(state -> Arguments.given(state, "state needs states"));
        return new Query(labels, keys, sorted(wanted), submitted, completed, engine, from, oldestFirst);
    }

    /** Only those that were accepted at {@code from} or later, and before {@code before}. */
    public Query submitted(Instant from, Instant before) {
        return new Query(labels, keys, states, Span.of(from, before), completed, engine, this.from, oldestFirst);
    }

    /** Only those that have ended at {@code from} or later, and before {@code before}. */
    public Query completed(Instant from, Instant before) {
        return new Query(labels, keys, states, submitted, Span.of(from, before), engine, this.from, oldestFirst);
    }

    /** Only those whose latest attempt was or is on the engine with this small id; -1 for those that had none. */
    public Query engine(int id) {
        return new Query(labels, keys, states, submitted, completed, id, from, oldestFirst);
    }

    /** Only those of this client, by its instance. */
    public Query session(String session) {
        return with(new From(requireWord("a session", session), from.user(), from.host()));
    }

    /** Only those that a process of this user has submitted. */
    public Query user(String user) {
        return with(new From(from.session(), requireWord("a user", user), from.host()));
    }

    /** Only those that were submitted on this host. */
    public Query host(String host) {
        return with(new From(from.session(), from.user(), requireWord("a host", host)));
    }

    private Query with(From someone) {
        return new Query(labels, keys, states, submitted, completed, engine, someone, oldestFirst);
    }

    /** The same in the opposite order: oldest first. */
    public Query fromOldest() {
        return new Query(labels, keys, states, submitted, completed, engine, from, true);
    }

    /** Whether a task meets all of its conditions. */
    public boolean finds(TaskSummary task) {
        boolean ended = Arguments.given(task, "finds needs a task").state().isFinal();
        Map<String, String> its = new TreeMap<>(task.labels());
        if (task.name() != null) {
            its.put(Labels.NAME, task.name());
        }
        return its.entrySet().containsAll(labels.entrySet())
                && its.keySet().containsAll(keys)
                && (states.isEmpty() || states.stream().anyMatch(state -> state.is(task.state())))
                && submitted.has(task.submitted())
                && (completed.equals(Span.EVER) || (ended && completed.has(task.completed())))
                && (engine == null || engine == task.engineId())
                && from.is(task.submitter());
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
        for (String word : new String[] {from.session(), from.user(), from.host()}) {
            if (word != null) {
                requireWord("a session, user or host", word);
            }
        }
    }

    private static String requireWord(String what, String word) {
        Arguments.given(word, what + " needs a text");
        if (word.isEmpty()
                || word.length() > LONGEST_WORD
                || word.chars().anyMatch(Character::isISOControl)
                || Utf8.halfPair(word) >= 0) {
            throw new IllegalArgumentException(
                    what + " has 1 to " + LONGEST_WORD + " characters, none of which is a control character; this is '"
                            + Visible.line(Utf8.cut(word, 40)) + "' (" + word.length() + " characters)");
        }
        return word;
    }
}
