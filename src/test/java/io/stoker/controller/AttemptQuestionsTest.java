package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.AttemptId;
import io.stoker.task.RunningAttempt;
import io.stoker.task.TaskState;
import io.stoker.wire.Question;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttemptQuestionsTest {
    private static final RunningAttempt RUNNING =
            new RunningAttempt(2, 0, "pid 4711 on hut", 1, 2, null, "", "", 0, 0, "", "");
    private static final long PATIENCE = AttemptQuestions.PATIENCE.toNanos();

    private final TestInbox<Frame<ToClient>> atClient = TestInbox.create();
    private final TestInbox<ToEngine> atEngine = TestInbox.create();
    private final Roster roster = new Roster(Map.of(), 1);
    private final Client client = new Client(
            new ToController.Open(
                    UUID.randomUUID(),
                    1,
                    1,
                    "client",
                    TestSecrets.key("client"),
                    TestSecrets.PASS,
                    "host",
                    "user",
                    atClient.getRef()),
            new Audit.Who("address", null),
            Audit.NONE,
            Links.AKKA,
            touched -> {},
            self -> new Delivery((ids, then) -> {}, self, id -> ""));
    private final EngineChannel channel =
            new EngineChannel(atEngine.getRef(), TestSecrets.PASS, null, Links.AKKA, touched -> {});
    private final Engine engine = engine();
    private final AttemptQuestions questions = new AttemptQuestions();

    private Engine engine() {
        channel.answered("engine");
        channel.identifySent();
        return roster.register(Engines.hello("engine", 0), channel, "address");
    }

    private void ask(long request, long tick) {
        ToClient.Explained known =
                new ToClient.Explained(request, 9, TaskState.RUNNING, List.of(), 1, List.of(), RUNNING, null);
        questions.ask(client, engine, known, new Question.Explain(request, 7, true), tick);
    }

    private List<ToEngine.AskAttempt> asked() {
        channel.flush(0);
        return items(new ArrayList<Object>(atEngine.getAllReceived())).stream()
                .map(ToEngine.AskAttempt.class::cast)
                .toList();
    }

    private List<RunningAttempt> told() {
        client.flush(0);
        return items(new ArrayList<Object>(atClient.getAllReceived())).stream()
                .map(item -> Objects.requireNonNull(((ToClient.Explained) item).running()))
                .toList();
    }

    private static List<Object> items(List<Object> frames) {
        return frames.stream()
                .flatMap(frame -> ((Frame<?>) frame).items().stream())
                .map(Object.class::cast)
                .toList();
    }

    private static ToController.AttemptAnswer answer(UUID question) {
        return new ToController.AttemptAnswer(question, "", "out", "err", 1_000, 3, "stack");
    }

    @Test
    void shouldTellTheClientWhatTheEngineHasAnswered() {
        ask(1, 0);
        ToEngine.AskAttempt question = asked().get(0);
        assertThat(question.attempt()).isEqualTo(new AttemptId(7, 2));
        assertThat(question.stack()).isTrue();
        questions.answered("engine", answer(question.question()));
        assertThat(told()).containsExactly(RUNNING.with("", "out", "err", 1_000, 3, "stack"));
        questions.answered("engine", answer(question.question()));
        questions.look(PATIENCE);
        assertThat(told()).as("once").isEmpty();
    }

    @Test
    void shouldTakeNoAnswerOfAnEngineThatWasNotAsked() {
        ask(1, 0);
        questions.answered("another", answer(asked().get(0).question()));
        questions.answered("engine", answer(UUID.randomUUID()));
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldTellWhatIsKnownWhenTheEngineDoesNotAnswer() {
        ask(1, 0);
        ask(2, 1);
        questions.look(PATIENCE - 1);
        assertThat(told()).isEmpty();
        questions.look(PATIENCE);
        assertThat(told())
                .singleElement()
                .satisfies(running -> assertThat(running.note()).contains("its engine has not said within 1 s"));
        questions.look(PATIENCE + 1);
        assertThat(told()).hasSize(1);
    }

    @Test
    void shouldAskAnEngineNoMoreThanSoMuchAtATime() {
        for (int i = 0; i < AttemptQuestions.MOST_OPEN; i++) {
            ask(i, 0);
        }
        assertThat(told()).isEmpty();
        ask(1_000, 0);
        assertThat(told())
                .singleElement()
                .satisfies(running -> assertThat(running.note()).contains("was not asked", "ask again"));
    }

    @Test
    void shouldForgetTheQuestionsOfAClientThatHasGone() {
        ask(1, 0);
        questions.gone(client);
        questions.answered("engine", answer(asked().get(0).question()));
        questions.look(PATIENCE);
        assertThat(told()).isEmpty();
    }
}
