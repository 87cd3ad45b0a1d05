package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import com.typesafe.config.ConfigFactory;
import io.stoker.store.MemoryStore;
import io.stoker.wire.Question;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineQuestionsTest {
    private static final long LONGEST = Question.AskEngines.LONGEST_WAIT.toNanos();
    private static final long NOW = Long.MAX_VALUE - LONGEST / 2;

    private final MemoryStore store = new MemoryStore();
    private final CommitPipeline pipeline = new CommitPipeline(
            ControllerSettings.from(ConfigFactory.load()),
            store,
            store.open("test").toCompletableFuture().join());
    private final Roster roster = new Roster(Map.of(), 1);
    private final EngineQuestions questions = new EngineQuestions(pipeline, roster);
    private final TestInbox<Frame<ToClient>> inbox = TestInbox.create();
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
                    inbox.getRef()),
            new Audit.Who("address", null),
            Audit.NONE,
            Links.AKKA,
            touched -> {},
            self -> new Delivery((ids, then) -> {}, self, id -> ""));

    @AfterEach
    void close() {
        store.close();
    }

    private void ask(long request, long seen, long tick) {
        questions.ask(client, new Question.AskEngines(request, 0, seen), tick);
    }

    /** The questions that are answered by now. */
    private List<Long> answered() {
        if (!pipeline.effects().isEmpty()) {
            Objects.requireNonNull(pipeline.commit()).toCompletableFuture().join();
            pipeline.release(roster, new Watchers());
        }
        client.flush(0);
        return inbox.getAllReceived().stream()
                .flatMap(frame -> frame.items().stream())
                .map(item -> ((ToClient.EnginesAnswer) item).request())
                .toList();
    }

    @Test
    void whoKnowsTheRosterIsAnsweredWhenItHasChanged() {
        questions.look(NOW);
        ask(1, 0, NOW);
        ask(2, roster.version(), NOW);
        assertThat(answered()).containsExactly(1L);
        questions.look(NOW + 1);
        assertThat(answered()).isEmpty();
        Engines.register(roster, Engines.hello("engine", -1), "akka://stoker@hut:1");
        questions.look(NOW + 2);
        assertThat(answered()).containsExactly(2L);
    }

    @Test
    void noQuestionIsKeptLongerThanItsAskerWaitsHoweverLongNothingChanges() {
        questions.look(NOW);
        for (int i = 0; i < 100; i++) {
            ask(i, roster.version(), NOW + i);
        }
        questions.look(NOW + LONGEST - 1);
        assertThat(answered()).isEmpty();
        questions.look(NOW + LONGEST + 49);
        assertThat(answered()).hasSize(50);
        questions.look(NOW + LONGEST + 99);
        assertThat(answered()).hasSize(50);
        Engines.register(roster, Engines.hello("engine", -1), "akka://stoker@hut:1");
        questions.look(NOW + LONGEST + 100);
        assertThat(answered()).isEmpty();
    }

    @Test
    void whoHasGoneIsNotAnswered() {
        questions.look(NOW);
        ask(1, roster.version(), NOW);
        questions.gone(client);
        questions.look(NOW + LONGEST);
        assertThat(answered()).isEmpty();
    }
}
