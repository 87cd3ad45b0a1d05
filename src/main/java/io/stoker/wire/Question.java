package io.stoker.wire;

import io.stoker.task.EventQuery;
import io.stoker.task.Query;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a client asks, and the controller answers with a {@link ToClient.Answering} of the same number. */
public sealed interface Question extends ToController.OfClient {

    long request();

    @Override
    default ToClient refusal(String reason) {
        return new ToClient.NoAnswer(request(), reason);
    }

    /** Asks for another look at which task could go to which engine. */
    record Spin(long request) implements Question {}

    /** Asks for a task's state, and its result if it has ended. */
    record AskTask(long request, long task) implements Question {}

    /** Asks what a listing shows of a task. */
    record AskSummary(long request, long task) implements Question {}

    /**
     * Asks which task was accepted under a key by which it is submitted once.
     *
     * @param once of that task alone
     */
    record AskOnce(long request, Once once) implements Question {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("once.from", once.from(), 0));
        }
    }

    /**
     * Asks why a task stands where it does, and for the story of its attempts.
     *
     * @param stack whether to ask its engine what its thread does, if it runs
     */
    record Explain(long request, long task, boolean stack) implements Question {}

    /** Asks how the controller itself stands. */
    record AskController(long request) implements Question {}

    /** Asks for the counts. */
    record AskStatus(long request) implements Question {}

    /** Asks for the states of the tasks {@code from}, {@code from + 1}… */
    record AskStates(long request, long from, int count) implements Question {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("from", from, 0).atLeast("count", count, 0));
        }
    }

    /**
     * Asks for the engines that are registered.
     *
     * @param from the least small id
     * @param seen the version of the roster that the asker knows: the answer waits for another one, but no longer than
     *     {@link #LONGEST_WAIT}; 0 for no waiting
     */
    record AskEngines(long request, int from, long seen) implements Question {
        /** Less than a watch waits until it asks again, so that no question is left behind. */
        public static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("from", from, 0));
        }
    }

    /**
     * Asks where an engine is, or what has become of it.
     *
     * @param instance the engine; empty for the one that has or had this small id last
     */
    record AskEngine(long request, String instance, int id) implements Question {}

    /** Ends the controller, whose ledger stays. */
    record End(long request) implements Question {}

    /**
     * Asks for tasks as they were submitted.
     *
     * @param tasks their ids
     */
    record AskTasks(long request, long[] tasks) implements Question {
        /** So many may be asked for at once. */
        public static final int MOST_TASKS = 1_000;

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("tasks", tasks.length, 1).atMost("tasks", tasks.length, MOST_TASKS));
        }
    }

    /**
     * Asks for some of the tasks that a query finds.
     *
     * @param after where the page begins, as the page before has said; null for the first one
     * @param most so many tasks at most
     */
    record AskPage(long request, Query query, @Nullable String after, int most) implements Question {
        /** The characters of {@code after}: it may have a label's value in it. */
        public static final int LONGEST_AFTER = 4_096;
        /** So many tasks a page has at most. */
        public static final int MOST_TASKS = 1_000;

        @Override
        public @Nullable String flaw() {
            return Flaws.of(
                    this,
                    f -> f.atLeast("most", most, 1)
                            .atMost("most", most, MOST_TASKS)
                            .atMost("after", after == null ? 0 : after.length(), LONGEST_AFTER));
        }
    }

    /**
     * Asks for the next events that a query finds behind its place, or those that are still to come.
     *
     * @param waitMillis how long the answer waits if there are none, in milliseconds
     */
    record AskEvents(long request, EventQuery query, int waitMillis) implements Question {
        /** An answer waits no longer than that. */
        public static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

        @Override
        public @Nullable String flaw() {
            return Flaws.of(
                    this,
                    f -> f.atLeast("waitMillis", waitMillis, 0)
                            .atMost("waitMillis", waitMillis, LONGEST_WAIT.toMillis()));
        }
    }
}
