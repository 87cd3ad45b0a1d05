package io.stoker.client;

import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions that have not been answered; in each session of the channel each is asked once. Thread-safe. */
final class PendingRequests {
    private final Map<Long, Pending> open = new LinkedHashMap<>();
    /** Those that are to be asked in this session. */
    private final Deque<Long> unasked = new ArrayDeque<>();

    private long nextRequest = 1;

    /** Makes the message of a question. */
    interface RequestFactory {
        Question message(long request);
    }

    private record Pending(Question message, AnswerFuture<ToClient> answer) {}

    synchronized AnswerFuture<ToClient> ask(RequestFactory factory) {
        Pending question = new Pending(factory.message(nextRequest), new AnswerFuture<>());
        question.answer().add(nextRequest);
        open.put(nextRequest, question);
        unasked.add(nextRequest++);
        return question.answer();
    }

    /** The next one to be asked; null if there is none. */
    synchronized @Nullable Question next() {
        while (!unasked.isEmpty()) {
            Pending question = open.get(unasked.remove());
            if (question != null) {
                return question.message();
            }
        }
        return null;
    }

    /** There is a new session: whatever was sent may be lost. */
    synchronized void sendAgain() {
        unasked.clear();
        unasked.addAll(open.keySet());
    }

    void answered(long request, ToClient answer) {
        Pending question;
        synchronized (this) {
            question = open.remove(request);
        }
        if (question != null && answer instanceof ToClient.NoAnswer none) {
            question.answer().completeExceptionally(new RefusedException(none.reason()));
        } else if (question != null) {
            question.answer().complete(answer);
        }
    }

    /** Nobody waits for the answer any more. */
    synchronized void forget(AnswerFuture<?> answer) {
        open.remove(answer.first());
    }

    /** Fails all that waits. */
    void failAll(StokerException exception) {
        List<Pending> all;
        synchronized (this) {
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(question -> question.answer().completeExceptionally(exception));
    }
}
