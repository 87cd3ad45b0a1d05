package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import io.stoker.ledger.Command;
import io.stoker.store.MemoryStore;
import io.stoker.task.Task;
import io.stoker.task.TestTasks;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControllerStatusTest {
    private final MemoryStore store = new MemoryStore();
    private final CommitPipeline pipeline = new CommitPipeline(
            ControllerSettings.from(WireConfig.load(Map.of())),
            store,
            store.open("here").toCompletableFuture().join());
    private final Roster roster = new Roster(Map.of(), 1);
    private final ControllerStatus status =
            new ControllerStatus(pipeline, roster, store, new Address("akka", "stoker", "10.0.0.7", 10113));

    @AfterEach
    void close() {
        store.close();
    }

    private ToClient.ControllerAnswer answer(long tick) {
        return (ToClient.ControllerAnswer) status.answer(new Question.AskController(7), 3, tick);
    }

    @Test
    void shouldSayHowManyTasksEnginesAndClientsThereAre() {
        pipeline.decide(new Command.Submit(
                TestTasks.client("s"), 0, 1, List.of(TestTasks.spec(Task.of("a")), TestTasks.spec(Task.of("b")))));
        Engines.register(roster, Engines.hello("e", -1), "e");

        ToClient.ControllerAnswer answer = answer(0);

        assertThat(answer.request()).isEqualTo(7);
        assertThat(answer.address()).isEqualTo("10.0.0.7:10113");
        assertThat(answer.kind()).isEqualTo("memory");
        assertThat(answer.epoch()).isEqualTo(1);
        assertThat(answer.tasks().scheduled()).isEqualTo(2);
        assertThat(answer.engines()).isEqualTo(1);
        assertThat(answer.silent()).isZero();
        assertThat(answer.clients()).isEqualTo(3);
        assertThat(answer.trouble()).isEmpty();
    }

    @Test
    void shouldSayHowLongACommitHasTakenThatIsNotConfirmed() {
        assertThat(answer(System.nanoTime()).commitMillis()).isZero();
        pipeline.decide(new Command.Submit(TestTasks.client("s"), 0, 1, List.of(TestTasks.spec(Task.of("a")))));
        var commit = Objects.requireNonNull(pipeline.commit());

        long later = System.nanoTime() + Duration.ofSeconds(7).toNanos();
        assertThat(answer(later).commitMillis()).isGreaterThanOrEqualTo(7_000);

        commit.toCompletableFuture().join();
        pipeline.release(roster, new Watchers());
        assertThat(answer(later).commitMillis()).isZero();
    }
}
