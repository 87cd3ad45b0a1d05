package io.stoker.controller;

import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.task.FinishedTask;
import io.stoker.task.RunningAttempt;
import io.stoker.task.TaskState;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers clients who ask why a task stands where it does: of an unfinished task from ledger and schedule, and from its
 * engine if it runs; of a finished one from the store. It decides nothing and changes nothing.
 *
 * <p>An answer leaves when what was decided before is durable. When that takes longer than {@link #STILL}, the client
 * is told that instead, as it is why nothing goes on.
 */
final class Explanations {
    static final Duration STILL = Duration.ofSeconds(2);

    private final CommitPipeline pipeline;
    private final Roster roster;
    private final Delivery.Reader store;
    private final String place;
    private final AttemptQuestions questions = new AttemptQuestions();
    /** What waits for a commit, and since when, in the order in which it came. */
    private final Map<Asked, Long> waiting = new LinkedHashMap<>();

    private record Asked(Client client, Question.Explain question) {
        void answer(ToClient answer) {
            client.tell(answer);
        }
    }

    /** @param place where the ledger is, for people */
    Explanations(CommitPipeline pipeline, Roster roster, Delivery.Reader store, String place) {
        this.pipeline = pipeline;
        this.roster = roster;
        this.store = store;
        this.place = place;
    }

    /** A client asks. */
    void explain(Client client, Question.Explain m, long tick) {
        Asked asked = new Asked(client, m);
        Runnable answer = answer(asked, tick);
        waiting.put(asked, tick);
        pipeline.effects().then(() -> {
            if (waiting.remove(asked) != null) {
                answer.run();
            }
        });
    }

    private Runnable answer(Asked asked, long tick) {
        long request = asked.question().request();
        long task = asked.question().task();
        OpenTask open = pipeline.ledger().find(task);
        if (open != null) {
            ToClient.Explained known = known(request, open);
            return () -> tell(asked, open, known, tick);
        } else if (pipeline.ledger().stateOf(task) != TaskState.NO_CODE) {
            return () -> read(asked);
        }
        ToClient absent = absent(request, task);
        return () -> asked.answer(absent);
    }

    /** Of a task that was removed, or that never was. */
    private ToClient absent(long request, long task) {
        String why = pipeline.ledger().absence(task);
        return pipeline.ledger().wasRemoved(task)
                ? ToClient.Explained.without(request, pipeline.millis(), why)
                : ToClient.TaskAnswer.still(request, null, null, why);
    }

    private ToClient.Explained known(long request, OpenTask open) {
        WaitReasons reasons = new WaitReasons(open, roster, pipeline);
        OpenState state = open.state();
        return new ToClient.Explained(
                request,
                pipeline.millis(),
                state.state(),
                reasons.lines(),
                open.submitted(),
                state.history(),
                reasons.running(),
                null);
    }

    private void tell(Asked asked, OpenTask open, ToClient.Explained known, long tick) {
        RunningAttempt running = known.running();
        OpenState.Held held = open.state().held();
        Optional<Engine> engine = held == null ? Optional.empty() : roster.find(held.instance());
        if (running == null || running.started() == 0 || engine.isEmpty()) {
            asked.answer(known);
        } else {
            questions.ask(asked.client(), engine.get(), known, asked.question(), tick);
        }
    }

    private void read(Asked asked) {
        long task = asked.question().task();
        long request = asked.question().request();
        store.read(List.of(task), (found, failure) -> {
            if (found != null) {
                asked.answer(found(request, task, found));
            } else {
                asked.answer(new ToClient.NoAnswer(
                        request,
                        "task " + task
                                + " has ended, and what became of it cannot be read from the ledger for the moment: "
                                + StageFailures.inWords(Objects.requireNonNull(failure))));
            }
        });
    }

    /** What was removed while it was read is explained like what was removed before. */
    private ToClient found(long request, long task, List<FinishedTask> found) {
        return found.isEmpty()
                ? absent(request, task)
                : ToClient.Explained.ended(request, pipeline.millis(), found.get(0));
    }

    /** An engine has said what an attempt prints and does. */
    void answered(String instance, ToController.AttemptAnswer m) {
        questions.answered(instance, m);
    }

    /** Answers those who have waited for long enough; to be called often. */
    void look(long tick) {
        questions.look(tick);
        var all = waiting.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Asked, Long> one = all.next();
            if (tick - one.getValue() < STILL.toNanos()) {
                return;
            }
            all.remove();
            one.getKey().answer(standsStill(one.getKey().question()));
        }
    }

    private ToClient standsStill(Question.Explain asked) {
        return ToClient.Explained.without(
                asked.request(),
                pipeline.millis(),
                "task " + asked.task()
                        + " cannot be explained for the moment, as the controller stands still: its ledger ("
                        + place + ") has not confirmed a commit for more than " + STILL.toSeconds()
                        + " s, and until then nothing is accepted, handed out or told; its disk or database is overloaded or hangs");
    }

    /** The client waits for nothing any more. */
    void gone(Client client) {
        questions.gone(client);
        waiting.keySet().removeIf(one -> one.client().equals(client));
    }
}
