package io.stoker.http;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.stoker.task.EventId;
import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Streams of events that are open: so many, and no more. The next events are asked for when the connection has taken
 * the ones before, so that a slow reader has a place among the events and nothing else; when it takes nothing for a
 * while, its connection is closed.
 */
final class EventStreams {
    static final int MOST = 200;
    /** A reader that takes nothing for so long is given up. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So that a connection on which nothing happens is known to be alive. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** One that was not begun by then never is: its connection was closed before. */
    private static final long BEGINS_WITHIN_SECONDS = 10;

    private final Feed feed;
    private final Duration patience;
    private final Executor threads;
    private final Duration heartbeat;
    private final AtomicInteger open = new AtomicInteger();

    /** Where the events come from. */
    interface Feed {
        /** The next ones, as {@link io.stoker.store.EventFeed#next}; may throw what it could fail with. */
        CompletionStage<EventPage> next(EventQuery query, Duration wait);
    }

    /**
     * None are open yet.
     *
     * @param patience how long a reader may take nothing
     * @param idleTimeout after which a connection without a byte is closed
     * @param threads write events as text: the feed's has others to answer
     */
    EventStreams(Feed feed, Duration patience, Duration idleTimeout, Executor threads) {
        this.feed = feed;
        this.patience = patience;
        this.threads = threads;
        Duration half = idleTimeout.dividedBy(2);
        this.heartbeat = half.compareTo(HEARTBEAT) < 0 ? half : HEARTBEAT;
    }

    /**
     * Where a stream stands.
     *
     * @param next the page to be written next; null if that is to be asked for
     */
    private record Place(EventId id, @Nullable EventPage next, boolean over) {}

    /** One of those that may be open; given back once. */
    private final class Permit {
        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicBoolean over = new AtomicBoolean();

        void end() {
            if (!over.getAndSet(true)) {
                open.decrementAndGet();
            }
        }

        /** Whether it is there still. */
        boolean begin() {
            begun.set(true);
            return !over.get();
        }

        void expire() {
            if (!begun.get()) {
                end();
            }
        }
    }

    /**
     * The bytes of a stream.
     *
     * @param first what it begins with
     * @throws UnavailableException if as many as may be are open
     */
    Source<ByteString, NotUsed> open(EventQuery query, EventPage first) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new UnavailableException(
                    "there are " + MOST + " streams of events, as many as there may be: close one, or ask again later");
        }
        Permit permit = new Permit();
        CompletableFuture.delayedExecutor(BEGINS_WITHIN_SECONDS, TimeUnit.SECONDS)
                .execute(permit::expire);
        return Source.lazySource(() -> permit.begin() ? stream(query, first) : Source.<ByteString>empty())
                .mapMaterializedValue(unused -> NotUsed.getInstance())
                .watchTermination((unused, done) -> {
                    var unusedEnd = done.whenComplete((end, failure) -> permit.end());
                    return unused;
                });
    }

    private Source<ByteString, NotUsed> stream(EventQuery query, EventPage first) {
        return Source.unfoldAsync(new Place(first.next(), first, false), place -> next(query, place))
                .backpressureTimeout(patience);
    }

    private CompletionStage<Optional<Pair<Place, ByteString>>> next(EventQuery query, Place place) {
        if (place.over()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (place.next() != null) {
            return CompletableFuture.completedFuture(written(place.next()));
        }
        CompletionStage<EventPage> asked;
        try {
            asked = feed.next(query.after(place.id()), heartbeat);
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        return asked.handleAsync(
                (page, failure) -> failure == null ? written(page) : end(place.id(), failure), threads);
    }

    private static Optional<Pair<Place, ByteString>> written(EventPage page) {
        return Optional.of(Pair.create(new Place(page.next(), null, false), text(page)));
    }

    /** Why it ends, and from where on to go on. */
    private static Optional<Pair<Place, ByteString>> end(EventId id, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String why = String.valueOf(cause.getMessage()).replaceAll("\\R", " ");
        String text = ": this stream ends: " + why + "\n" + "id: " + id + "\n\n";
        return Optional.of(Pair.create(new Place(id, null, true), ByteString.fromString(text)));
    }

    /** Where there is nothing, a browser is told where it stands, and a connection that it is alive. */
    static ByteString text(EventPage page) {
        if (page.commits().isEmpty()) {
            return ByteString.fromString(": no events\nid: " + page.next() + "\n\n");
        }
        EventText text = new EventText();
        page.commits().forEach(commit -> commit.events().forEach(text::add));
        return ByteString.fromArrayUnsafe(text.bytes());
    }
}
