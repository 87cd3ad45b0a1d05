package io.stoker.client;

import io.stoker.task.Arguments;
import io.stoker.task.Query;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSummary;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Finds tasks by queries, page by page. */
final class Finding {
    /** About as many as one message holds. */
    private static final int PAGE = 400;

    private final Asking asking;
    private final Duration timeout;

    /** @param timeout for each page */
    Finding(Asking asking, Duration timeout) {
        this.asking = asking;
        this.timeout = timeout;
    }

    TaskPage page(Query query, @Nullable String after, int most) {
        return page(query, after, most, timeout);
    }

    TaskPage page(Query query, @Nullable String after, int most, Duration timeout) {
        ToClient answer = asking.ask(question(query, after, most), timeout);
        return ((ToClient.PageAnswer) answer).page();
    }

    /**
     * The question for a page.
     *
     * @throws IllegalArgumentException if {@code most} is out of range, or {@code after} cannot be of a page
     */
    static PendingRequests.RequestFactory question(Query query, @Nullable String after, int most) {
        Arguments.given(query, "a list of tasks needs a query");
        if (most < 1 || most > Question.AskPage.MOST_TASKS) {
            throw new IllegalArgumentException(
                    "a page has 1 to " + Question.AskPage.MOST_TASKS + " tasks, not " + most);
        }
        if (after != null && after.length() > Question.AskPage.LONGEST_AFTER) {
            throw new IllegalArgumentException("no page begins after a text of " + after.length()
                    + " characters: use what the page before has said");
        }
        return request -> new Question.AskPage(request, query, after, most);
    }

    Stream<TaskSummary> all(Query query) {
        Arguments.given(query, "find needs a query");
        int order = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Pages(query), order), false);
    }

    /** Fetches a page when it is reached. */
    private final class Pages implements Iterator<TaskSummary> {
        private final Query query;
        private Iterator<TaskSummary> page = Collections.emptyIterator();
        private @Nullable String after;
        private boolean last;

        Pages(Query query) {
            this.query = query;
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && !last) {
                TaskPage next = Finding.this.page(query, after, PAGE);
                page = next.tasks().iterator();
                after = next.next();
                last = after == null;
            }
            return page.hasNext();
        }

        @Override
        public TaskSummary next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there is no other task");
            }
            return page.next();
        }
    }
}
