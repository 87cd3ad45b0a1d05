package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.store.MemoryStore;
import io.stoker.task.FinishedTask;
import io.stoker.task.Origin;
import io.stoker.wire.Batches;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int LARGE = 100_000;

    private static ActorTestKit kit;

    private final TestProbe<ToClient> client = kit.createTestProbe(ToClient.class);
    private final TestProbe<Object> controller = kit.createTestProbe(Object.class);
    private ReadStore store = new ReadStore(new MemoryStore());
    private ActorRef<Object> delivery;

    @BeforeAll
    static void startSystem() {
        kit = ActorTestKit.create();
    }

    @AfterAll
    static void stopSystem() {
        kit.shutdownTestKit();
    }

    private void deliver(List<FinishedTask> kept) {
        store = new ReadStore(Tasks.store(kept));
        delivery = kit.spawn(Delivery.create(store, client.ref(), controller.ref()));
    }

    private ToClient.Results next() {
        return client.expectMessageClass(ToClient.Results.class, LONG);
    }

    private void acknowledge(ToClient.Results results) {
        results.from().tell(new ToController.Received(results.delivery()));
    }

    private static List<Long> ids(List<FinishedTask> tasks) {
        return tasks.stream().map(FinishedTask::taskId).toList();
    }

    @Test
    void whatHasEndedIsBroughtWithAllItHasOrBrieflyAsItWasWanted() {
        deliver(List.of());
        FinishedTask task = Tasks.finished(1, 10);
        delivery.tell(new Delivery.Done(task, false));
        ToClient.Results whole = next();
        assertThat(whole.tasks()).containsExactly(task);
        assertThat(whole.brief()).isEmpty();
        delivery.tell(new Delivery.Done(task, true));
        ToClient.Results brief = next();
        assertThat(brief.tasks()).isEmpty();
        assertThat(brief.brief()).containsExactly(task.brief());
        assertThat(brief.brief().get(0).values()).isEmpty();
        assertThat(brief.delivery()).isNotEqualTo(whole.delivery());
    }

    @Test
    void whatTheStoreAloneKnowsAllOfIsReadThere() {
        FinishedTask task = Tasks.finished(0, 10);
        deliver(List.of(task));
        delivery.tell(new Delivery.Done(task.with((Origin) null), true));
        assertThat(next().brief()).containsExactly(task.brief());
        assertThat(store.reads).hasValue(0);
        delivery.tell(new Delivery.Done(task.with((Origin) null), false));
        assertThat(next().tasks()).containsExactly(task);
    }

    @Test
    void eightMessagesAreUnderWayAndTheNextComesForEachThatIsAcknowledged() {
        deliver(List.of());
        for (FinishedTask task : Tasks.many(12, LARGE)) {
            delivery.tell(new Delivery.Done(task, false));
        }
        List<ToClient.Results> first = new ArrayList<>();
        for (long id = 0; id < 8; id++) {
            first.add(next());
            assertThat(ids(first.get((int) id).tasks())).containsExactly(id);
        }
        client.expectNoMessage(Duration.ofMillis(300));
        acknowledge(first.get(5));
        assertThat(ids(next().tasks())).containsExactly(8L);
        acknowledge(first.get(5));
        acknowledge(first.get(0));
        assertThat(ids(next().tasks())).containsExactly(9L);
    }

    @Test
    void aMessageIsRepeatedUntilItIsAcknowledged() {
        deliver(List.of());
        delivery.tell(new Delivery.Done(Tasks.finished(1, 1), false));
        ToClient.Results first = next();
        assertThat(next()).isEqualTo(first);
        assertThat(next()).isEqualTo(first);
        acknowledge(first);
        delivery.tell(new Delivery.Done(Tasks.finished(2, 1), false));
        ToClient.Results second = next();
        while (second.equals(first)) {
            second = next();
        }
        assertThat(ids(second.tasks())).containsExactly(2L);
        assertThat(next()).isEqualTo(second);
    }

    @Test
    void whatIsAskedForAfterItHasEndedIsReadFromTheStore() {
        List<FinishedTask> kept = Tasks.many(3, 10);
        deliver(kept);
        delivery.tell(new Delivery.Fetch(List.of(2L, 0L), false));
        assertThat(next().tasks()).containsExactly(kept.get(2), kept.get(0));
        delivery.tell(new Delivery.Fetch(List.of(1L), true));
        assertThat(next().brief()).containsExactly(kept.get(1).brief());
    }

    @Test
    void messagesAreCutByTheirSize() {
        List<FinishedTask> kept = Tasks.many(9, 50_000);
        deliver(kept);
        delivery.tell(new Delivery.Fetch(ids(kept), false));
        List<Long> all = new ArrayList<>();
        for (int message = 0; message < 5; message++) {
            ToClient.Results results = next();
            all.addAll(ids(results.tasks()));
            assertThat(results.tasks().stream().mapToInt(FinishedTask::size).sum())
                    .isLessThanOrEqualTo(Batches.MAX_BYTES);
        }
        assertThat(all).isEqualTo(ids(kept));
    }

    @Test
    void whatIsTooLargeForAMessageTravelsAlone() {
        List<FinishedTask> kept =
                List.of(Tasks.finished(0, 1), Tasks.finished(1, 2 * Batches.MAX_BYTES), Tasks.finished(2, 1));
        deliver(kept);
        delivery.tell(new Delivery.Fetch(ids(kept), false));
        assertThat(List.of(ids(next().tasks()), ids(next().tasks()), ids(next().tasks())))
                .containsExactly(List.of(0L), List.of(1L), List.of(2L));
    }

    @Test
    void whatDoesNotFitIntoMemoryIsReadAgainAndEverythingArrives() {
        List<FinishedTask> kept = Tasks.many(200, LARGE);
        deliver(kept);
        kept.forEach(task -> delivery.tell(new Delivery.Done(task, false)));
        List<Long> arrived = new ArrayList<>();
        List<ToClient.Results> first = new ArrayList<>();
        for (int message = 0; message < 8; message++) {
            first.add(next());
            arrived.addAll(ids(first.get(message).tasks()));
        }
        first.forEach(this::acknowledge);
        while (arrived.size() < kept.size()) {
            ToClient.Results results = next();
            acknowledge(results);
            if (!first.contains(results)) {
                arrived.addAll(ids(results.tasks()));
            }
            first.add(results);
        }
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(ids(kept));
        assertThat(store.reads.get()).as("of 20 MB, 8 MiB are kept").isBetween(90, 130);
    }

    @Test
    void anIdThatNoTaskHasIsSaidToBeUnknown() {
        deliver(Tasks.many(1, 1));
        List<ToClient.Unknown> strangers =
                List.of(new ToClient.Unknown(7, 7, "no 7"), new ToClient.Unknown(-1, -1, "no -1"));
        delivery.tell(new Delivery.Strangers(strangers));
        assertThat(next().unknown()).isEqualTo(strangers);
        delivery.tell(new Delivery.Fetch(List.of(5L, 0L), false));
        ToClient.Results results = next();
        assertThat(results.unknown()).isEmpty();
        Delivery.Vanished vanished = controller.expectMessageClass(Delivery.Vanished.class, LONG);
        assertThat(vanished.tasks()).containsExactly(5L);
        List<ToClient.Unknown> why = List.of(new ToClient.Unknown(5, 5, "task 5 was finished and then removed"));
        vanished.delivery().tell(new Delivery.Strangers(why));
        assertThat(next().unknown()).isEqualTo(why);
        assertThat(ids(results.tasks())).containsExactly(0L);
    }

    @Test
    void manyUnknownIdsAreSaidInSeveralMessages() {
        deliver(List.of());
        List<ToClient.Unknown> many = LongStream.range(0, 600)
                .mapToObj(id -> new ToClient.Unknown(id, id, "no " + id))
                .toList();
        delivery.tell(new Delivery.Strangers(many));
        List<ToClient.Unknown> all = new ArrayList<>();
        for (int message = 0; message < 3; message++) {
            List<ToClient.Unknown> unknown = next().unknown();
            assertThat(unknown).hasSizeLessThanOrEqualTo(256);
            all.addAll(unknown);
        }
        assertThat(all).isEqualTo(many);
    }

    @Test
    void whatCannotBeReadIsTriedAgain() {
        List<FinishedTask> kept = Tasks.many(1, 1);
        deliver(kept);
        store.failures.set(1);
        delivery.tell(new Delivery.Fetch(List.of(0L), false));
        assertThat(next().tasks()).isEqualTo(kept);
        assertThat(store.reads).hasValue(2);
    }

    @Test
    void whatIsAskedForAgainAndAgainIsReadAndToldOnce() {
        List<FinishedTask> kept = Tasks.many(200, LARGE);
        deliver(kept);
        kept.forEach(task -> delivery.tell(new Delivery.Done(task, false)));
        int inMemory = 8 + (8 << 20) / kept.get(199).size() + 1; // under way, and waiting for that
        ToClient.Unknown stranger = new ToClient.Unknown(300, 400, "nobody");
        for (int i = 0; i < 50; i++) {
            delivery.tell(new Delivery.Fetch(ids(kept), true));
            delivery.tell(new Delivery.Strangers(List.of(stranger)));
        }
        Map<Long, ToClient.Results> messages = new TreeMap<>();
        int told = 0;
        while (told < kept.size() + inMemory) {
            ToClient.Results results = next();
            acknowledge(results);
            if (messages.put(results.delivery(), results) == null) {
                told += results.tasks().size() + results.brief().size();
            }
        }
        assertThat(messages.values().stream().flatMap(m -> ids(m.tasks()).stream()))
                .containsExactlyInAnyOrderElementsOf(ids(kept));
        assertThat(messages.values().stream().flatMap(m -> ids(m.brief()).stream()))
                .containsExactlyElementsOf(ids(kept).subList(0, inMemory));
        assertThat(messages.values().stream().flatMap(m -> m.unknown().stream()))
                .containsExactly(stranger);
        assertThat(store.reads).hasValue(200);
    }

    @Test
    void itEndsWithItsClient() {
        deliver(List.of());
        client.stop();
        kit.createTestProbe().expectTerminated(delivery, LONG);
    }
}
