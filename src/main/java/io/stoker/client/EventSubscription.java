package io.stoker.client;

import io.stoker.task.EventBody;
import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import io.stoker.task.StokerEvent;
import io.stoker.wire.Question;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscriber's place among the events. It asks for the next ones when the subscriber has had, and wants more than,
 * those that have come. It has a thread only while there is something to do.
 */
final class EventSubscription implements Flow.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(EventSubscription.class);

    private final Flow.Subscriber<? super StokerEvent> subscriber;
    private final EventQuestions questions;
    private final Waits threads;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicReference<@Nullable Arrived> arrived = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> wrongDemand = new AtomicReference<>();
    private volatile boolean over;
    /** How often there was something to do since nothing was: above 0 one thread is at it. */
    private final AtomicInteger due = new AtomicInteger();

    /** Of the thread that is at it, as is all below. */
    private EventQuery query;

    private final ArrayDeque<StokerEvent> had = new ArrayDeque<>();
    private @Nullable CompletableFuture<EventPage> question;

    private record Arrived(
            @Nullable EventPage page, @Nullable Throwable failure) {}

    private EventSubscription(
            Flow.Subscriber<? super StokerEvent> subscriber,
            EventQuery query,
            EventQuestions questions,
            Waits threads) {
        this.subscriber = subscriber;
        this.query = query;
        this.questions = questions;
        this.threads = threads;
    }

    /** Its first call, on this thread, is {@code onSubscribe}. */
    static void begin(
            Flow.Subscriber<? super StokerEvent> subscriber,
            EventQuery query,
            EventQuestions questions,
            Waits threads) {
        EventSubscription subscription = new EventSubscription(subscriber, query, questions, threads);
        // Held up until then: nothing comes before it.
        subscription.due.set(1);
        subscriber.onSubscribe(subscription);
        threads.run(subscription::work);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            wrongDemand.set(new IllegalArgumentException("a subscriber requests at least 1 event, not " + n));
        } else {
            demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        }
        proceed();
    }

    @Override
    public void cancel() {
        over = true;
        proceed();
    }

    private void proceed() {
        if (due.getAndIncrement() == 0) {
            threads.run(this::work);
        }
    }

    private void work() {
        int done = 1;
        while (done != 0) {
            try {
                step();
            } catch (RuntimeException e) { // the subscriber's, to whom nothing more may be told
                over = true;
                LOG.warn("a subscriber to events has thrown an exception; it gets no more of them", e);
            }
            done = due.addAndGet(-done);
        }
    }

    private void step() {
        RuntimeException wrong = wrongDemand.getAndSet(null);
        if (wrong != null) {
            fail(wrong);
        }
        Arrived now = arrived.getAndSet(null);
        if (now != null) {
            question = null;
            take(now);
        }
        while (!over && demand.get() > 0 && !had.isEmpty()) {
            demand.decrementAndGet();
            subscriber.onNext(had.remove());
        }
        if (over) {
            had.clear();
            if (question != null) {
                question.cancel(false);
            }
        } else if (had.isEmpty() && demand.get() > 0 && question == null) {
            ask();
        }
    }

    private void take(Arrived now) {
        if (now.page() == null) {
            fail(now.failure() == null ? new IllegalStateException("neither events nor a failure") : now.failure());
            return;
        }
        try {
            for (EventBody commit : now.page().commits()) {
                had.addAll(commit.events());
            }
        } catch (RuntimeException e) { // malformed
            fail(e);
        }
        query = query.after(now.page().next());
    }

    private void fail(Throwable failure) {
        if (!over) {
            over = true;
            subscriber.onError(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        }
    }

    /** Who wants what is still to come is told first from where on that is. */
    private void ask() {
        Duration wait = query.after() == null ? Duration.ZERO : Question.AskEvents.LONGEST_WAIT;
        CompletableFuture<EventPage> next = questions.next(query, wait);
        question = next;
        var unused = next.whenComplete((page, failure) -> {
            arrived.set(new Arrived(page, failure));
            proceed();
        });
    }
}
