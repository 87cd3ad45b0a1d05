package io.stoker.store;

import io.stoker.task.EventBody;
import io.stoker.task.EventFilter;
import io.stoker.task.EventId;
import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import io.stoker.task.EventsGoneException;
import io.stoker.task.IndexedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of a ledger, for those who ask for them: each at its own pace, and as far back as they are kept. Who asks
 * for the next ones is answered when there are some. What is new comes from memory; who is far behind reads what is
 * kept, which no commit waits for either.
 */
public final class EventFeed implements AutoCloseable {
    /** About so many bytes an answer has at most. */
    public static final int MOST_BYTES = 64 * 1024;
    /** So many may ask at once. */
    public static final int MOST_QUESTIONS = 1_000;

    /** So many bytes of events are looked at for one answer. */
    static final int MOST_LOOKED = 2 << 20;

    private static final long RING_BYTES = 8 << 20;
    /** Who waits is answered no more often, and all of them together no more often than 200 times a second. */
    private static final long NANOS_BETWEEN_ANSWERS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long NANOS_FOR_EACH = TimeUnit.MILLISECONDS.toNanos(5);

    private final EventRing ring;
    private final KeptEvents kept;
    private final StoreThreads thread = new StoreThreads("stoker-events", 1);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean waking = new AtomicBoolean();
    private volatile long lastWake = System.nanoTime() - NANOS_BETWEEN_ANSWERS;

    /** Who has seen all up to here knows what those know who waited last; the thread's. */
    private EventId lastSeen = EventId.START;

    /** Those for whom there was nothing yet; the thread's. */
    private List<Question> waiting = new ArrayList<>();

    /** How many of these there are. */
    private volatile int waits;

    /** A question for the next events; all but the answer is the thread's. */
    private static final class Question {
        final EventFilter filter;
        final long until;
        final CompletableFuture<EventPage> answer = new CompletableFuture<>();

        @Nullable
        EventId place;

        boolean isTimed;

        Question(EventQuery query, Duration wait) {
            this.filter = new EventFilter(query);
            this.place = query.after();
            this.until = System.nanoTime() + wait.toNanos();
        }
    }

    /** Events of which more are kept there. */
    public EventFeed(KeptEvents kept) {
        this(kept, RING_BYTES);
    }

    /** @param mostBytes so many bytes are kept in memory, roughly */
    EventFeed(KeptEvents kept, long mostBytes) {
        this.kept = kept;
        this.ring = new EventRing(mostBytes);
    }

    /** The ledger was opened, and this is the number of its last commit. By the thread that tells of commits. */
    public void opened(long batch) {
        ring.begin(batch);
    }

    /** A commit is durable; by one thread, one commit after the other. Null if it has no events. */
    public void committed(long batch, @Nullable EventBody events) {
        ring.add(batch, events);
        if (waits > 0) {
            wakeSoon();
        }
    }

    /**
     * The next events that a query finds behind its place.
     *
     * @param wait how long an answer may take if there are none; an answer may have none before
     * @return fails with an {@link EventsGoneException} if there may have been events behind that place which are not
     *     there any more, and with a {@link StoreException} if they cannot be read, or too many ask
     */
    public CompletionStage<EventPage> next(EventQuery query, Duration wait) {
        if (ring.through() < 0) {
            return CompletableFuture.failedFuture(new StoreException("the ledger is not open"));
        }
        if (open.incrementAndGet() > MOST_QUESTIONS) {
            open.decrementAndGet();
            return CompletableFuture.failedFuture(new StoreException(
                    "as many as may wait for events do so: " + MOST_QUESTIONS + ": ask again later"));
        }
        Question question = new Question(query, wait);
        onThread(question, () -> ask(question));
        return question.answer.whenComplete((page, failure) -> open.decrementAndGet());
    }

    /** Whatever goes wrong there is the answer. */
    private void onThread(Question question, Runnable work) {
        var unused = thread.run(
                        () -> {
                            work.run();
                            return null;
                        },
                        EventFeed::unchecked)
                .exceptionally(failure -> {
                    question.answer.completeExceptionally(cause(failure));
                    return null;
                });
    }

    private static RuntimeException unchecked(Exception failure) {
        return failure instanceof RuntimeException known ? known : new StoreException(failure.toString(), failure);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Who has read all that there was waits for what is new with all others: else each reader would be answered after
     * each commit, and cost as much as there are commits.
     */
    private void ask(Question question) {
        EventId place = question.place;
        long through = ring.through();
        if (place != null
                && place.compareTo(lastSeen) >= 0
                && place.compareTo(EventId.endOf(through)) <= 0
                && lastWake + nanosBetween() - question.until < 0) {
            await(question, place);
        } else {
            look(question, IndexedEvents::new);
        }
    }

    /** @param indexed a commit, as one that others look at as well */
    private void look(Question question, Function<EventBody, IndexedEvents> indexed) {
        long through = ring.through();
        EventId end = EventId.endOf(through);
        EventId place = question.place == null ? end : question.place;
        if (place.compareTo(end) > 0) {
            throw new EventsGoneException(
                    "there is no event " + place + ": the last commit of this ledger has the number " + through
                            + "; the id is another ledger's, or this one was restored",
                    end);
        }
        List<EventBody> commits = ring.behind(place, through, MOST_LOOKED);
        if (ring.has(place)) {
            found(question, place, commits, true, through, indexed);
        } else {
            read(question, place, through);
        }
    }

    /**
     * Answers with what the query finds, or waits.
     *
     * @param commits what was looked up behind the place
     * @param areAll whether these are all up to the commit {@code through}
     */
    private void found(
            Question question,
            EventId place,
            List<EventBody> commits,
            boolean areAll,
            long through,
            Function<EventBody, IndexedEvents> indexed) {
        List<EventBody> found = new ArrayList<>();
        EventId next = place;
        int left = MOST_BYTES;
        long looked = 0;
        for (EventBody commit : commits) {
            if (left <= 0) {
                break;
            }
            EventFilter.Found some = question.filter.of(indexed.apply(commit), next, left);
            next = some.next();
            looked += commit.size();
            if (some.events() != null) {
                found.add(some.events());
                left -= some.events().size();
            }
        }
        boolean isWhole = areAll && left > 0 && looked < MOST_LOOKED;
        question.place = isWhole ? EventId.endOf(through) : next;
        if (!found.isEmpty() || !isWhole || System.nanoTime() - question.until >= 0) {
            question.answer.complete(new EventPage(found, question.place));
        } else {
            await(question, question.place);
        }
    }

    /** @param seen there was nothing up to here */
    private void await(Question question, EventId seen) {
        waiting.add(question);
        waits = waiting.size();
        if (EventId.endOf(ring.through()).compareTo(seen) > 0) {
            wakeSoon();
        }
        if (!question.isTimed) {
            question.isTimed = true;
            thread.later(() -> expire(question), Math.max(0, question.until - System.nanoTime()));
        }
    }

    private void expire(Question question) {
        if (waiting.remove(question)) {
            waits = waiting.size();
            question.answer.complete(new EventPage(List.of(), Objects.requireNonNull(question.place)));
        }
    }

    private void wakeSoon() {
        if (!waking.getAndSet(true)) {
            thread.later(this::wake, Math.max(0, lastWake + nanosBetween() - System.nanoTime()));
        }
    }

    private long nanosBetween() {
        return Math.max(NANOS_BETWEEN_ANSWERS, waits * NANOS_FOR_EACH);
    }

    private void wake() {
        lastWake = System.nanoTime();
        List<Question> all = waiting;
        waiting = new ArrayList<>();
        waits = 0;
        waking.set(false);
        lastSeen = EventId.endOf(ring.through());
        Map<Long, IndexedEvents> indexed = new HashMap<>();
        for (Question question : all) {
            try {
                look(question, commit -> indexed.computeIfAbsent(commit.commit(), key -> new IndexedEvents(commit)));
            } catch (RuntimeException e) { // the others are to be answered all the same
                question.answer.completeExceptionally(e);
            }
        }
    }

    /** From where more is kept than in memory. */
    private void read(Question question, EventId place, long through) {
        var unused = kept.after(place).whenComplete((rows, failure) -> {
            if (failure == null) {
                onThread(question, () -> read(question, place, through, rows));
            } else {
                question.answer.completeExceptionally(cause(failure));
            }
        });
    }

    private void read(Question question, EventId place, long through, KeptEvents.Rows rows) {
        EventId oldest = rows.oldest() == null ? ring.oldest() : rows.oldest();
        // What was committed while they were read is told next time: the answer goes up to the commit it began with.
        List<EventBody> before = rows.commits().stream()
                .filter(commit -> commit.commit() <= through)
                .toList();
        if (place.equals(EventId.START)) {
            boolean isKept = rows.oldest() != null;
            List<EventBody> commits = isKept ? before : ring.behind(place, through, MOST_LOOKED);
            found(question, place, commits, !isKept || rows.areAll(), through, IndexedEvents::new);
        } else if (place.compareTo(oldest) < 0) {
            throw new EventsGoneException(
                    "the events behind " + place + " are no longer kept: those that are kept stand behind " + oldest,
                    oldest);
        } else {
            found(question, place, before, rows.areAll(), through, IndexedEvents::new);
        }
    }

    /** Who waits is told. */
    @Override
    public void close() {
        thread.close();
        waiting.forEach(question -> question.answer.completeExceptionally(new StoreException("the ledger was closed")));
    }
}
