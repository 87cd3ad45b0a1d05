package io.stoker.client;

import akka.actor.typed.ActorRef;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions that have not been answered; asked again until they are. Thread-safe. */
final class Questions {
    private static final long REPEAT_NANOS = 2_000_000_000L;
    private static final int MOST_AT_ONCE = 256;

    private final Map<Long, Question> open = new LinkedHashMap<>();
    private long nextRequest = 1;

    /** Makes the message of a question. */
    interface Wording {
        ToController message(long request, ActorRef<ToClient> replyTo);
    }

    private static final class Question {
        final Wording wording;
        final Answer<ToClient> answer = new Answer<>();
        boolean asked;
        long tick;

        Question(Wording wording) {
            this.wording = wording;
        }
    }

    synchronized Answer<ToClient> ask(Wording wording) {
        Question question = new Question(wording);
        question.answer.add(nextRequest);
        open.put(nextRequest++, question);
        return question.answer;
    }

    /** The messages to send now. */
    synchronized List<ToController> due(long tick, ActorRef<ToClient> replyTo) {
        List<ToController> messages = new ArrayList<>();
        for (Map.Entry<Long, Question> entry : open.entrySet()) {
            Question question = entry.getValue();
            if (!question.asked || tick - question.tick > REPEAT_NANOS) {
                question.asked = true;
                question.tick = tick;
                messages.add(question.wording.message(entry.getKey(), replyTo));
            }
            if (messages.size() >= MOST_AT_ONCE) {
                break;
            }
        }
        return messages;
    }

    /** Whatever was sent may be lost. */
    synchronized void sendAgain() {
        open.values().forEach(question -> question.asked = false);
    }

    void answered(long request, ToClient answer) {
        Question question;
        synchronized (this) {
            question = open.remove(request);
        }
        if (question != null && answer instanceof ToClient.NoAnswer none) {
            question.answer.completeExceptionally(new RefusedException(none.reason()));
        } else if (question != null) {
            question.answer.complete(answer);
        }
    }

    /** Nobody waits for the answer any more. */
    synchronized void forget(Answer<?> answer) {
        open.remove(answer.first());
    }

    /** Fails all that waits. */
    void failAll(StokerException exception) {
        List<Question> all;
        synchronized (this) {
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(question -> question.answer.completeExceptionally(exception));
    }
}
