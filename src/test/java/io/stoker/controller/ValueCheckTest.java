package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import io.stoker.LoneCluster;
import io.stoker.store.HeldStore;
import io.stoker.store.MemoryStore;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller's actor, its store, and a probe in the place of a client that brings values. */
class ValueCheckTest {
    private static final byte[] BYTES = {1, 2, 3};

    private static ActorTestKit kit;

    private final HeldStore store = new HeldStore(new MemoryStore());
    private ActorRef<Object> controller;
    private FakeClient client;
    private FakeValueClient values;

    @BeforeAll
    static void startSystem() {
        kit = LoneCluster.start("controller", Map.of());
    }

    @AfterAll
    static void stopSystem() {
        kit.shutdownTestKit();
    }

    @BeforeEach
    void start() {
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        controller = kit.spawn(Controller.create(settings, store, ControllerListener.NONE));
        FakeClient.awaitServing(kit, controller);
        client = new FakeClient(kit, controller, 1, "s");
        values = new FakeValueClient(kit, controller);
    }

    @AfterEach
    void stop() {
        kit.stop(controller);
        store.close();
    }

    private StoredValue brought() {
        StoredValue value = StoredValue.of(BYTES);
        values.send(new ToValueServer.Put(1, value, 0, BYTES));
        assertThat(values.receive()).isEqualTo(new ToValueClient.Has(1, BYTES.length));
        return value;
    }

    private void submit(long key, StoredValue value) {
        TaskSpec spec = TestTasks.spec("", Map.of("a", value), List.of(), TaskOptions.NONE);
        client.send(new ToController.Submit(0, key, false, List.of(spec)));
    }

    private ToClient answer() {
        return client.receive();
    }

    @Test
    void aTaskIsAcceptedWhenItsValuesAreThere() {
        submit(1, brought());
        assertThat(answer()).isInstanceOf(ToClient.Accepted.class);
    }

    @Test
    void aTaskWhoseValuesAreGoneIsRefusedNamingThem() {
        StoredValue unknown = StoredValue.of(BYTES);
        submit(1, unknown);
        assertThat(answer()).isInstanceOfSatisfying(ToClient.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(ToClient.Reason.MISSING_VALUE);
            assertThat(refused.retryable()).isFalse();
            assertThat(refused.message()).contains(unknown.id().toString());
        });
        StoredValue half = StoredValue.of(new byte[7]);
        values.send(new ToValueServer.Put(1, half, 0, BYTES));
        values.send(new ToValueServer.Put(1, half, 0, new byte[0]));
        assertThat(values.receive()).isEqualTo(new ToValueClient.Has(1, BYTES.length));
        submit(2, half);
        assertThat(answer()).isInstanceOf(ToClient.Refused.class);
    }

    @Test
    void aTaskThatIsKnownIsAcceptedAgainWhenItsValuesHaveLongGone() {
        StoredValue value = brought();
        submit(1, value);
        assertThat(answer()).isInstanceOf(ToClient.Accepted.class);
        client.send(new ToController.Abort(0, 2, 0, false));
        assertThat(answer()).isEqualTo(new ToClient.Aborting(2));
        assertThat(store.sweep(Duration.ZERO).toCompletableFuture().join())
                .as("while the task may be retried")
                .isZero();
        client.send(new ToController.Clear(0, 3, new long[0]));
        assertThat(answer()).isInstanceOf(ToClient.Cleared.class);
        assertThat(store.sweep(Duration.ZERO).toCompletableFuture().join()).isEqualTo(1);
        submit(1, value);
        assertThat(answer())
                .isInstanceOfSatisfying(
                        ToClient.Accepted.class,
                        accepted -> assertThat(accepted.ids()).containsExactly(0));
    }

    @Test
    void theStoreMayTakeItsTimeAndTheOthersDoNotWait() {
        StoredValue value = brought();
        store.holdAnswers();
        submit(1, value);
        client.send(new Question.AskStatus(7));
        assertThat(answer()).isInstanceOf(ToClient.StatusAnswer.class);
        store.release();
        assertThat(answer()).isInstanceOf(ToClient.Accepted.class);
    }

    @Test
    void aStoreThatCannotSayForAWhileIsAskedAgainAndTheControllerGoesOn() {
        StoredValue value = brought();
        store.failAnswers(2);
        submit(1, value);
        client.send(new Question.AskStatus(7));
        assertThat(answer()).as("in the same session").isInstanceOf(ToClient.StatusAnswer.class);
        assertThat(answer()).isInstanceOf(ToClient.Accepted.class);
    }

    @Test
    void whatIsBroughtIsReadAgainAndWhatIsNotIsRefused() {
        StoredValue value = brought();
        values.send(new ToValueServer.Get(2, value, 1));
        assertThat(values.receive())
                .isInstanceOfSatisfying(
                        ToValueClient.Part.class,
                        part -> assertThat(part.bytes()).containsExactly(2, 3));
        StoredValue unknown = StoredValue.of(BYTES);
        values.send(new ToValueServer.Get(3, unknown, 0));
        assertThat(values.receive())
                .isEqualTo(new ToValueClient.ValueRefused(3, "the store no longer has the value " + unknown.id()));
    }

    @Test
    void thePartOfAValueThatNobodyBringsAnyMoreIsForgotten() {
        StoredValue half = StoredValue.of(new byte[7]);
        values.send(new ToValueServer.Put(1, half, 0, BYTES));
        values.send(new ToValueServer.Stop(1));
        values.send(new ToValueServer.Put(2, half, 0, new byte[0]));
        assertThat(values.receive()).isEqualTo(new ToValueClient.Has(2, 0));
    }

    @Test
    void aValueThatClaimsToBeTooLargeIsRefusedWithTheLimit() {
        StoredValue huge = new StoredValue(UUID.randomUUID(), 1L << 40, 0);
        values.send(new ToValueServer.Put(1, huge, 0, BYTES));
        assertThat(values.receive())
                .isInstanceOfSatisfying(
                        ToValueClient.ValueRefused.class,
                        refused -> assertThat(refused.reason())
                                .contains("1099511627776", "268435456 (stoker.max-value-size)"));
    }
}
