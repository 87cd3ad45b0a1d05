package io.stoker.client;

import io.stoker.task.EventPage;
import io.stoker.task.EventQuery;
import io.stoker.task.EventsGoneException;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks the controller for the next events. */
final class EventQuestions {
    private final ClientSession session;

    EventQuestions(ClientSession session) {
        this.session = session;
    }

    /**
     * The next events that a query finds behind its place; none if none came in time. While the controller is away, it
     * waits; another one is asked the same again.
     *
     * @param wait how long the controller waits for them, at most {@link Question.AskEvents#LONGEST_WAIT}
     * @return fails with an {@link EventsGoneException} if they are not there any more; who cancels it is told nothing
     */
    CompletableFuture<EventPage> next(EventQuery query, Duration wait) {
        AnswerFuture<ToClient> question = session.requests()
                .ask(request -> new Question.AskEvents(request, query, Math.toIntExact(wait.toMillis())));
        session.wake();
        CompletableFuture<EventPage> page = question.thenApply(EventQuestions::page);
        var unused = page.whenComplete((value, failure) -> session.requests().forget(question));
        return page;
    }

    private static EventPage page(ToClient answer) {
        if (answer instanceof ToClient.EventsGone gone) {
            throw new EventsGoneException(gone.reason(), gone.oldest());
        }
        return ((ToClient.EventsAnswer) answer).page();
    }
}
