package io.stoker.engine;

import io.stoker.task.Durations;
import io.stoker.task.StokerException;
import io.stoker.wire.ToController.AskCode;
import io.stoker.wire.ToEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Questions for code to the clients whose functions run here, each asked by a thread of user code, which waits. A
 * question is sent again and again until it is answered, so that it outlives whatever happens to the controller and the
 * client's session meanwhile. Thread-safe.
 */
final class CodeQuestions {
    /** More threads of one function that ask at the same time are refused. */
    private static final int MOST_OPEN = 64;

    private final Times times;
    private final Runnable wake;
    private final Map<UUID, Question> open = new HashMap<>();
    private List<AskCode> unsent = new ArrayList<>();

    /**
     * How long a question is asked.
     *
     * @param repeat after so long it is sent again
     * @param absence so long the client may be without a session with the controller: after either has had to join the
     *     cluster anew, it has one within a second or two
     * @param silence so long nobody need answer at all
     */
    record Times(Duration repeat, Duration absence, Duration silence) {
        static final Times USUAL = new Times(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    private record Question(AskCode message, BlockingQueue<ToEngine> answers) {}

    /** The client could not be asked, or has not answered. */
    static final class UnansweredException extends StokerException {
        private static final long serialVersionUID = 1L;

        UnansweredException(String message) {
            super(message);
        }
    }

    /** @param wake has {@link #takeUnsent} called, on another thread */
    CodeQuestions(Times times, Runnable wake) {
        this.times = times;
        this.wake = wake;
    }

    /**
     * Asks a client, and waits for its answer.
     *
     * @throws UnansweredException if there is none in time
     * @throws StokerException if too many threads ask
     */
    ToEngine.CodeAnswer ask(String client, UUID space, String entry) throws InterruptedException {
        Question question =
                new Question(new AskCode(UUID.randomUUID(), client, space, entry), new LinkedBlockingQueue<>(1));
        begin(question);
        try {
            return await(question);
        } finally {
            end(question);
        }
    }

    private synchronized void begin(Question question) {
        if (open.size() >= MOST_OPEN) {
            throw new StokerException(MOST_OPEN + " threads of the function ask the client for code already");
        }
        open.put(question.message().question(), question);
    }

    private synchronized void end(Question question) {
        open.remove(question.message().question());
        unsent.remove(question.message());
    }

    private ToEngine.CodeAnswer await(Question question) throws InterruptedException {
        long begun = System.nanoTime();
        long next = begun;
        boolean absent = false;
        for (long now = begun; ; now = System.nanoTime()) {
            Duration limit = absent ? times.absence() : times.silence();
            if (now - begun >= limit.toNanos()) {
                throw new UnansweredException(unanswered(question.message().client(), absent));
            }
            if (now - next >= 0) {
                send(question.message());
                next = now + times.repeat().toNanos();
            }
            ToEngine answer = question.answers().poll(next - now, TimeUnit.NANOSECONDS);
            if (answer instanceof ToEngine.CodeAnswer found) {
                return found;
            }
            absent |= answer != null;
        }
    }

    private String unanswered(String client, boolean absent) {
        return absent
                ? "the client that submitted it cannot be asked: client " + client
                        + " is gone, or not connected to the controller"
                : "the client that submitted it was asked and has not answered within "
                        + Durations.text(times.silence()) + ": client " + client
                        + " or the controller is busy, stopped or cut off";
    }

    private void send(AskCode message) {
        synchronized (this) {
            if (!unsent.contains(message)) {
                unsent.add(message);
            }
        }
        wake.run();
    }

    /** What is to be sent now. */
    synchronized List<AskCode> takeUnsent() {
        List<AskCode> taken = unsent;
        unsent = new ArrayList<>();
        return taken;
    }

    /** The client has answered; nothing happens if nobody has asked that. */
    void answered(ToEngine.CodeAnswer answer) {
        deliver(answer.question(), answer);
    }

    /** The controller knows of no session of the client. */
    void absent(ToEngine.ClientIsAbsent absent) {
        deliver(absent.question(), absent);
    }

    private synchronized void deliver(UUID id, ToEngine answer) {
        Question question = open.get(id);
        if (question != null && !question.answers().offer(answer) && answer instanceof ToEngine.CodeAnswer) {
            question.answers().clear(); // of what is not as good
            question.answers().add(answer);
        }
    }
}
