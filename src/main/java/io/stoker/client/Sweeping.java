package io.stoker.client;

import io.stoker.client.TaskClient.AbortMode;
import io.stoker.task.Arguments;
import io.stoker.task.Durations;
import io.stoker.task.LedgerFullException;
import io.stoker.task.Query;
import io.stoker.task.RefusedException;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSummary;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Aborts or retries all tasks that a query finds, page by page, from the newest to the oldest: whatever is submitted
 * meanwhile is not among them.
 */
final class Sweeping {
    private static final int PAGE = 400;
    private static final Set<Query.State> UNSUCCESSFUL =
            EnumSet.of(Query.State.FAILED, Query.State.ABORTED, Query.State.TIMED_OUT);

    private final Finding finding;
    private final Aborting aborting;
    private final Retrying retrying;
    private final Duration eachStep;

    /** What is done to the tasks of a page. */
    private interface Step {
        /** Returns the ids of those that were aborted, or that are the retries. */
        long[] take(List<Long> ids, Duration timeout);
    }

    /**
     * When to stop before all is done.
     *
     * @param tasks so many tasks, or a page more
     * @param timeout after so long; null for never
     * @param fails whether the latter is an error
     */
    record Limit(long tasks, @Nullable Duration timeout, boolean fails) {
        static final Limit NONE = new Limit(Long.MAX_VALUE, null, false);

        static Limit within(Duration timeout) {
            return new Limit(Long.MAX_VALUE, timeout, true);
        }
    }

    /** What a sweep has done so far. */
    private static final class Tally {
        private final boolean keepsIds;
        private final LongStream.Builder ids = LongStream.builder();
        private long looked;
        private long count;
        private @Nullable String refusal;

        Tally(boolean keepsIds) {
            this.keepsIds = keepsIds;
        }

        void take(List<Long> tasks, Step step, Duration timeout) {
            looked += tasks.size();
            try {
                add(step.take(tasks, timeout));
            } catch (LedgerFullException e) {
                throw e; // nothing of it was taken, and nothing else would be
            } catch (RefusedException e) {
                add(e.acceptedIds().stream().mapToLong(id -> id).toArray());
                refused(e);
            }
        }

        void refused(RefusedException e) {
            refusal = refusal == null ? e.getMessage() : refusal;
        }

        private void add(long[] done) {
            count += done.length;
            if (keepsIds) {
                LongStream.of(done).forEach(ids);
            }
        }

        Swept end(@Nullable String next) {
            return new Swept(count, ids.build().toArray(), refusal, next);
        }
    }

    /** @param eachStep how long one page or command may take */
    Sweeping(Finding finding, Aborting aborting, Retrying retrying, Duration eachStep) {
        this.finding = finding;
        this.aborting = aborting;
        this.retrying = retrying;
        this.eachStep = eachStep;
    }

    /** Aborts those that have not ended. */
    Swept abort(Query query, @Nullable String after, AbortMode mode, Limit limit) {
        Arguments.given(mode, "abortAll needs a mode");
        Query unfinished = among(query, "abortAll", EnumSet.of(Query.State.UNFINISHED));
        return all(
                "abortAll",
                unfinished,
                after,
                (ids, timeout) -> aborting.tryAbort(ids, mode, timeout),
                limit,
                limit.tasks() < Long.MAX_VALUE);
    }

    /** Retries those that have ended in one of the states that the query names, or have not succeeded. */
    Swept retry(Query query, @Nullable String after, Limit limit) {
        Set<Query.State> ended =
                Arguments.given(query, "retryAll needs a query").states().isEmpty()
                        ? UNSUCCESSFUL
                        : EnumSet.complementOf(EnumSet.of(Query.State.UNFINISHED));
        return all("retryAll", among(query, "retryAll", ended), after, retrying::retry, limit, true);
    }

    /** The query without the states that are not among these; null if none is left. */
    private static @Nullable Query among(Query query, String call, Set<Query.State> states) {
        Set<Query.State> left = EnumSet.copyOf(states);
        if (!Arguments.given(query, call + " needs a query").states().isEmpty()) {
            left.retainAll(query.states());
        }
        return left.isEmpty()
                ? null
                : new Query(
                        query.labels(),
                        query.keys(),
                        left,
                        query.submitted(),
                        query.completed(),
                        query.engine(),
                        query.from(),
                        false);
    }

    /** One page at least. */
    private Swept all(
            String call, @Nullable Query query, @Nullable String after, Step step, Limit limit, boolean keepsIds) {
        Tally tally = new Tally(keepsIds);
        String next = query == null ? null : after;
        boolean first = query != null;
        long start = System.nanoTime();
        while (first || next != null) {
            Duration left =
                    limit.timeout() == null ? eachStep : Durations.left(limit.timeout(), System.nanoTime() - start);
            if (!first && (left.isZero() || tally.looked >= limit.tasks())) {
                break;
            }
            first = false;
            Duration each = left.compareTo(eachStep) < 0 ? left : eachStep;
            TaskPage page = finding.page(Objects.requireNonNull(query), next, PAGE, each);
            List<Long> ids = page.tasks().stream().map(TaskSummary::taskId).toList();
            try {
                if (!ids.isEmpty()) {
                    tally.take(ids, step, each);
                }
            } catch (LedgerFullException e) {
                if (tally.count == 0) {
                    throw e;
                }
                tally.refused(e);
                break;
            }
            next = page.next();
        }
        if (next != null && limit.fails() && tally.refusal == null) {
            throw new WaitTimeoutException(call + " did not get to an end within "
                    + Durations.text(Objects.requireNonNull(limit.timeout())) + ": it has done its work for "
                    + tally.count + " tasks; call it again for the others");
        }
        return tally.end(next);
    }
}
