package io.stoker.controller;

import io.stoker.store.EventFeed;
import io.stoker.task.EventPage;
import io.stoker.task.EventsGoneException;
import io.stoker.wire.Piping;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers those who ask for the next events, when there are some: they are looked up by others' threads. */
final class EventHandler {
    private final Piping piping;
    private final EventFeed feed;
    private final Predicate<Client> isHere;

    /** @param isHere whether a client's session goes on */
    EventHandler(Piping piping, EventFeed feed, Predicate<Client> isHere) {
        this.piping = piping;
        this.feed = feed;
        this.isHere = isHere;
    }

    void ask(Client client, Question.AskEvents m) {
        piping.pipe(feed.next(m.query(), Duration.ofMillis(m.waitMillis())), (page, failure) -> {
            if (isHere.test(client)) {
                client.tell(answer(m.request(), page, failure));
            }
        });
    }

    private static ToClient answer(long request, @Nullable EventPage page, @Nullable Throwable failure) {
        if (page != null) {
            return new ToClient.EventsAnswer(request, page);
        }
        Throwable cause = StageFailures.of(Objects.requireNonNull(failure));
        return cause instanceof EventsGoneException gone
                ? new ToClient.EventsGone(request, String.valueOf(gone.getMessage()), gone.oldest())
                : new ToClient.NoAnswer(
                        request,
                        "the events cannot be read: " + StageFailures.inWords(Objects.requireNonNull(failure)));
    }
}
