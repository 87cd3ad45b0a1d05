package io.stoker.controller;

import io.stoker.store.Listing;
import io.stoker.wire.Piping;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Answers those who list tasks: a few at a time, and the others one after the other. */
final class ListingHandler {
    /** So many pages are read at once. */
    static final int MOST_READ = 2;
    /** So many questions wait; a page that was not read has taken no memory yet. */
    static final int MOST_WAITING = 500;

    private final Piping piping;
    private final Listing listing;
    private final Predicate<Client> isHere;
    private final ArrayDeque<Asked> waiting = new ArrayDeque<>();
    private int reading;

    /** @param read what answers it, and takes no memory before that */
    private record Asked(Client client, long request, Supplier<CompletionStage<? extends ToClient>> read) {}

    /** @param isHere whether a client's session goes on */
    ListingHandler(Piping piping, Listing listing, Predicate<Client> isHere) {
        this.piping = piping;
        this.listing = listing;
        this.isHere = isHere;
    }

    void ask(Client client, Question.AskPage m) {
        long request = m.request();
        ask(new Asked(
                client,
                request,
                () -> listing.page(m.query(), m.after(), m.most())
                        .thenApply(page -> new ToClient.PageAnswer(request, page))));
    }

    void ask(Client client, Question.AskTasks m) {
        long request = m.request();
        ask(new Asked(
                client,
                request,
                () -> listing.tasks(LongStream.of(m.tasks()).boxed().toList())
                        .thenApply(tasks -> new ToClient.TasksAnswer(request, tasks))));
    }

    private void ask(Asked asked) {
        if (waiting.size() >= MOST_WAITING) {
            asked.client()
                    .tell(new ToClient.NoAnswer(
                            asked.request(),
                            "the controller has " + MOST_WAITING + " lists of tasks to make already: ask again later"));
            return;
        }
        waiting.add(asked);
        proceed();
    }

    /** Of one task: that takes no more than its result, and waits for no lists. */
    void find(Client client, Question.AskSummary question) {
        long request = question.request();
        piping.pipe(listing.find(question.task()), (found, failure) -> {
            if (isHere.test(client)) {
                client.tell(
                        found == null
                                ? new ToClient.NoAnswer(
                                        request,
                                        "task " + question.task() + " cannot be read: "
                                                + reason(Objects.requireNonNull(failure)))
                                : new ToClient.SummaryAnswer(request, found.orElse(null)));
            }
        });
    }

    private void proceed() {
        while (reading < MOST_READ && !waiting.isEmpty()) {
            Asked next = waiting.remove();
            if (isHere.test(next.client())) {
                reading++;
                piping.pipe(next.read().get(), (answer, failure) -> {
                    reading--;
                    answer(next, answer, failure);
                    proceed();
                });
            }
        }
    }

    private void answer(Asked asked, @Nullable ToClient answer, @Nullable Throwable failure) {
        if (isHere.test(asked.client())) {
            asked.client()
                    .tell(
                            answer == null
                                    ? new ToClient.NoAnswer(
                                            asked.request(),
                                            "the tasks cannot be listed: " + reason(Objects.requireNonNull(failure)))
                                    : answer);
        }
    }

    /** What the client itself has got wrong is said as it is. */
    private static String reason(Throwable failure) {
        return StageFailures.of(failure) instanceof IllegalArgumentException wrong
                ? String.valueOf(wrong.getMessage())
                : StageFailures.inWords(failure);
    }
}
