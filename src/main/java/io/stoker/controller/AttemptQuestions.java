package io.stoker.controller;

import io.stoker.task.AttemptId;
import io.stoker.task.RunningAttempt;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Explanations that wait for engines to say what their attempts have printed and do. Each goes to its client when the
 * engine has answered, or without that after {@link #PATIENCE}: an engine that is frozen is explained as well.
 */
final class AttemptQuestions {
    static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Of all clients; an engine is asked nothing beyond it. */
    static final int MOST_OPEN = 200;
    /** Of an engine: what it has not taken in by then, it does not take in. */
    private static final long MOST_WAITING_BYTES = 4 << 20;

    /** In the order in which they were asked. */
    private final Map<UUID, Open> open = new LinkedHashMap<>();

    private record Open(Client client, String instance, ToClient.Explained known, long tick) {
        RunningAttempt running() {
            return Objects.requireNonNull(known.running());
        }

        void answer(RunningAttempt running) {
            client.tell(known.with(running));
        }
    }

    /**
     * Asks the engine, and then tells the client.
     *
     * @param known what is known without the engine, with a running attempt
     */
    void ask(Client client, Engine engine, ToClient.Explained known, Question.Explain asked, long tick) {
        UUID question = UUID.randomUUID();
        Open one = new Open(client, engine.instance(), known, tick);
        if (open.size() >= MOST_OPEN || engine.channel().pump().unacknowledgedBytes() >= MOST_WAITING_BYTES) {
            one.answer(one.running()
                    .with("its engine was not asked what the task prints and does, because too much is"
                            + " on the way to it: ask again"));
            return;
        }
        open.put(question, one);
        AttemptId attempt = new AttemptId(asked.task(), one.running().number());
        engine.channel().tell(new ToEngine.AskAttempt(question, attempt, asked.stack()));
    }

    /** An engine has answered; only the one that was asked can. */
    void answered(String instance, ToController.AttemptAnswer m) {
        Open one = open.get(m.question());
        if (one != null && one.instance().equals(instance)) {
            open.remove(m.question());
            RunningAttempt running = one.running();
            one.answer(running.with(m.note(), m.stdout(), m.stderr(), m.stdoutBytes(), m.stderrBytes(), m.stack()));
        }
    }

    /** Tells those who have waited for long enough; to be called often. */
    void look(long tick) {
        Iterator<Open> all = open.values().iterator();
        while (all.hasNext()) {
            Open one = all.next();
            if (tick - one.tick() < PATIENCE.toNanos()) {
                return;
            }
            all.remove();
            one.answer(
                    one.running()
                            .with(
                                    "its engine has not said within " + PATIENCE.toSeconds()
                                            + " s what the task prints and does: its process is frozen or overloaded, or cannot be reached"));
        }
    }

    /** The client waits for nothing any more. */
    void gone(Client client) {
        open.values().removeIf(one -> one.client().equals(client));
    }
}
