package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.store.MemoryStore;
import io.stoker.task.FinishedTask;
import io.stoker.task.Origin;
import io.stoker.wire.Batches;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final int LARGE = 100_000;

    private final TestInbox<Frame<ToClient>> inbox = TestInbox.create();
    private final Queue<ToClient> arrived = new ArrayDeque<>();
    private final UUID session = UUID.randomUUID();
    private ReadStore store = new ReadStore(new MemoryStore());
    private Client client;
    private Delivery delivery;
    private long received;
    private long tick;

    private void deliver(List<FinishedTask> kept) {
        store = new ReadStore(Tasks.store(kept));
        client = new Client(
                new ToController.Open(
                        session,
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
                self -> new Delivery(this::read, self, id -> "no " + id));
        delivery = client.delivery();
    }

    private void read(List<Long> ids, BiConsumer<List<FinishedTask>, Throwable> then) {
        store.results(ids)
                .whenComplete(then)
                .toCompletableFuture()
                .exceptionally(failure -> null)
                .join();
    }

    /** Lets go what the window lets through. */
    private void flush() {
        client.flush(tick); // reads what is wanted
        client.flush(tick);
        for (Frame<ToClient> frame : inbox.getAllReceived()) {
            arrived.addAll(frame.items());
            received += frame.items().size();
        }
    }

    private void acknowledgeAll() {
        client.pump()
                .receive(
                        new Frame<>(session, 0, 1, received, received, false, false, List.of()), tick, (item, n) -> {});
        flush();
    }

    private ToClient.Results next() {
        if (arrived.isEmpty()) {
            flush();
        }
        return (ToClient.Results) arrived.remove();
    }

    private List<ToClient.Results> all() {
        List<ToClient.Results> all = new ArrayList<>();
        flush();
        while (!arrived.isEmpty()) {
            all.add(next());
            acknowledgeAll();
        }
        return all;
    }

    private static List<Long> ids(List<FinishedTask> tasks) {
        return tasks.stream().map(FinishedTask::taskId).toList();
    }

    @Test
    void whatHasEndedIsBroughtWithAllItHasOrBrieflyAsItWasWanted() {
        deliver(List.of());
        FinishedTask task = Tasks.finished(1, 10);
        delivery.done(task, false);
        ToClient.Results whole = next();
        assertThat(whole.tasks()).containsExactly(task);
        assertThat(whole.brief()).isEmpty();
        delivery.done(task, true);
        ToClient.Results brief = next();
        assertThat(brief.tasks()).isEmpty();
        assertThat(brief.brief()).containsExactly(task.brief());
        assertThat(brief.brief().get(0).values()).isEmpty();
    }

    @Test
    void whatTheStoreAloneKnowsAllOfIsReadThere() {
        FinishedTask task = Tasks.finished(0, 10);
        deliver(List.of(task));
        delivery.done(task.with((Origin) null), true);
        assertThat(next().brief()).containsExactly(task.brief());
        assertThat(store.reads).hasValue(0);
        delivery.done(task.with((Origin) null), false);
        assertThat(next().tasks()).containsExactly(task);
    }

    @Test
    void aMegabyteIsUnderWayAndTheNextComesWhenThatIsAcknowledged() {
        deliver(List.of());
        Tasks.many(40, LARGE).forEach(task -> delivery.done(task, false));
        flush();
        int first = arrived.size();
        assertThat(first).isBetween(10, 14);
        flush();
        assertThat(arrived).hasSize(first);
        acknowledgeAll();
        assertThat(arrived).hasSizeGreaterThan(first);
    }

    @Test
    void whatIsAskedForAfterItHasEndedIsReadFromTheStore() {
        List<FinishedTask> kept = Tasks.many(3, 10);
        deliver(kept);
        delivery.fetch(List.of(2L, 0L), false);
        assertThat(next().tasks()).containsExactly(kept.get(2), kept.get(0));
        delivery.fetch(List.of(1L), true);
        assertThat(next().brief()).containsExactly(kept.get(1).brief());
    }

    @Test
    void messagesAreCutByTheirSize() {
        List<FinishedTask> kept = Tasks.many(9, 50_000);
        deliver(kept);
        delivery.fetch(ids(kept), false);
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
        delivery.fetch(ids(kept), false);
        assertThat(List.of(ids(next().tasks()), ids(next().tasks()), ids(next().tasks())))
                .containsExactly(List.of(0L), List.of(1L), List.of(2L));
    }

    @Test
    void aClientThatReadsNothingCostsAFewMegabytesAndEverythingArrives() {
        List<FinishedTask> kept = Tasks.many(200, LARGE);
        deliver(kept);
        kept.forEach(task -> delivery.done(task, false));
        flush();
        assertThat(client.pump().bytes()).isLessThan(2 << 20);
        assertThat(all().stream().flatMap(message -> ids(message.tasks()).stream()))
                .containsExactlyInAnyOrderElementsOf(ids(kept));
        assertThat(store.reads.get()).as("of 20 MB, one is kept").isPositive();
    }

    @Test
    void anIdThatNoTaskHasIsSaidToBeUnknown() {
        deliver(Tasks.many(1, 1));
        List<ToClient.Unknown> strangers =
                List.of(new ToClient.Unknown(7, 7, "no 7"), new ToClient.Unknown(-1, -1, "no -1"));
        delivery.strangers(strangers);
        assertThat(next().unknown()).isEqualTo(strangers);
        delivery.fetch(List.of(5L, 0L), false);
        flush();
        ToClient.Results results = next();
        assertThat(results.unknown())
                .as("it was removed meanwhile")
                .containsExactly(new ToClient.Unknown(5, 5, "no 5"));
        assertThat(ids(results.tasks())).containsExactly(0L);
    }

    @Test
    void manyUnknownIdsAreSaidInSeveralMessages() {
        deliver(List.of());
        List<ToClient.Unknown> many = LongStream.range(0, 600)
                .mapToObj(id -> new ToClient.Unknown(id, id, "no " + id))
                .toList();
        delivery.strangers(many);
        List<ToClient.Unknown> all = new ArrayList<>();
        for (int message = 0; message < 3; message++) {
            List<ToClient.Unknown> unknown = next().unknown();
            assertThat(unknown).hasSizeLessThanOrEqualTo(256);
            all.addAll(unknown);
        }
        assertThat(all).isEqualTo(many);
    }

    @Test
    void whatCannotBeReadIsTriedAgainAfterAWhile() {
        List<FinishedTask> kept = Tasks.many(1, 1);
        deliver(kept);
        store.failures.set(1);
        delivery.fetch(List.of(0L), false);
        flush();
        flush();
        assertThat(store.reads).hasValue(1);
        delivery.look(System.nanoTime());
        flush();
        assertThat(store.reads).hasValue(1);
        delivery.look(System.nanoTime() + 500_000_000L);
        flush();
        flush();
        assertThat(next().tasks()).isEqualTo(kept);
        assertThat(store.reads).hasValue(2);
    }

    @Test
    void whatIsAskedForAgainAndAgainIsReadAndToldOnce() {
        List<FinishedTask> kept = Tasks.many(50, 10);
        deliver(kept);
        ToClient.Unknown stranger = new ToClient.Unknown(300, 400, "nobody");
        for (int i = 0; i < 50; i++) {
            delivery.fetch(ids(kept), i % 2 == 0);
            delivery.strangers(List.of(stranger));
        }
        flush();
        List<ToClient.Results> messages = all();
        assertThat(messages.stream().flatMap(m -> ids(m.tasks()).stream())).containsExactlyElementsOf(ids(kept));
        assertThat(messages).allSatisfy(message -> assertThat(message.brief()).isEmpty());
        assertThat(messages.stream().flatMap(m -> m.unknown().stream())).containsExactly(stranger);
        assertThat(store.reads).hasValue(kept.size());
    }

    @Test
    void whoHasGoneIsBroughtNothing() {
        deliver(Tasks.many(1, 1));
        delivery.fetch(List.of(0L), false);
        delivery.close();
        flush();
        assertThat(arrived).isEmpty();
        assertThat(store.reads).hasValue(0);
    }

    @Test
    void nothingIsKeptForAClientThatHasGone() {
        deliver(List.of(Tasks.finished(0, 1)));
        delivery.close();
        delivery.done(Tasks.finished(2, 1), true);
        delivery.fetch(List.of(0L), false);
        delivery.strangers(List.of(new ToClient.Unknown(3, 3, "")));
        assertThat(all()).isEmpty();
        assertThat(store.reads).hasValue(0);
    }
}
