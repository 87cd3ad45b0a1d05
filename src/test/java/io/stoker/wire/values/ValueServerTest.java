package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.Gate;
import io.stoker.wire.Sizes;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import io.stoker.wire.channel.Pump;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The server of values, with the test in the place of a client. */
class ValueServerTest {
    private static final int PART = ValueClient.PART;
    private static final byte[] BYTES = new byte[4 * PART];
    private static final StoredValue VALUE;
    private static final byte[] BYTE = {1};
    private static final Limits WIDE = Limits.VALUES.withWindow(Limits.VALUES.items(), Long.MAX_VALUE);

    static {
        new Random(1).nextBytes(BYTES);
        VALUE = StoredValue.of(BYTES);
    }

    private final HeldKeeper keeper = new HeldKeeper();
    private final TestInbox<WireMessage> atClient = TestInbox.create();
    private final TestInbox<WireMessage> atServer = TestInbox.create();
    private final Gate gate = new Gate(LoggerFactory.getLogger(ValueServerTest.class));
    private final UUID id = UUID.randomUUID();
    private UUID session;
    private long tick;
    private final ValueServer server = new ValueServer(keeper, Links.AKKA, new SameThread(), () -> tick);
    private Pump<WireMessage, WireMessage> client = begun();

    /** Answers when it is told to. */
    private static final class HeldKeeper extends MapKeeper {
        final ArrayDeque<Runnable> work = new ArrayDeque<>();
        final List<StoredValue> discarded = new ArrayList<>();
        Throwable failure;
        final List<UUID> gone = new ArrayList<>();
        int sweeps;
        int reads;

        private <T> CompletionStage<T> held(CompletionStage<T> answer) {
            CompletableFuture<T> done = new CompletableFuture<>();
            Throwable thrown = failure;
            work.add(() -> {
                if (thrown != null) {
                    done.completeExceptionally(new CompletionException(thrown));
                } else {
                    answer.whenComplete((value, why) -> {
                        if (why == null) {
                            done.complete(value);
                        } else {
                            done.completeExceptionally(why);
                        }
                    });
                }
            });
            return done;
        }

        @Override
        public CompletionStage<Long> write(UUID who, StoredValue value, long offset, byte[] bytes) {
            return held(super.write(who, value, offset, bytes));
        }

        @Override
        public CompletionStage<byte[]> read(StoredValue value, long offset, int length) {
            reads++;
            return held(super.read(value, offset, length));
        }

        @Override
        public void discard(StoredValue value) {
            discarded.add(value);
        }

        @Override
        public void gone(UUID who) {
            gone.add(who);
        }

        @Override
        public void sweep() {
            sweeps++;
        }
    }

    private Pump<WireMessage, WireMessage> begun() {
        session = UUID.randomUUID();
        server.open(open(false), atServer.getRef());
        return new Pump<>(opened(), 0, frame -> server.receive(frame, gate), Limits.VALUES, Sizes::ofItem);
    }

    private ToValueServer.Open open(boolean continued) {
        return new ToValueServer.Open(session, continued, id, TestSecrets.PASS, atClient.getRef());
    }

    /** The id that the server has chosen for the frames. */
    private UUID opened() {
        ToValueClient.Opened opened = (ToValueClient.Opened) atClient.receiveMessage();
        assertThat(opened.session()).isEqualTo(session);
        assertThat(opened.server()).isEqualTo(atServer.getRef());
        return opened.channel();
    }

    private void send(WireMessage... items) {
        for (WireMessage item : items) {
            client.send(item);
        }
        client.flush(tick);
    }

    /** The keeper does all that there is to do. */
    private void work() {
        while (!keeper.work.isEmpty()) {
            keeper.work.remove().run();
        }
    }

    /** What the server says. */
    private List<WireMessage> heard() {
        server.flush();
        List<WireMessage> items = new ArrayList<>();
        atClient.getAllReceived().forEach(frame -> receive((Frame<?>) frame, items));
        return items;
    }

    @SuppressWarnings("unchecked")
    private void receive(Frame<?> frame, List<WireMessage> items) {
        client.receive((Frame<WireMessage>) frame, tick, (item, number) -> items.add(item));
    }

    private static ToValueServer.Put part(long transfer, int index) {
        byte[] bytes = Arrays.copyOfRange(BYTES, index * PART, (index + 1) * PART);
        return new ToValueServer.Put(transfer, VALUE, (long) index * PART, bytes);
    }

    private static ToValueServer.Put question(long transfer) {
        return new ToValueServer.Put(transfer, VALUE, 0, new byte[0]);
    }

    private long acknowledged() {
        client.ask();
        client.flush(tick);
        heard();
        return client.acknowledged();
    }

    @Test
    void aPartIsAcknowledgedWhenItIsWrittenAndTheValueWhenAllIs() {
        send(part(1, 0), part(1, 1), part(1, 2), part(1, 3));
        assertThat(keeper.work).as("one after the other").hasSize(1);
        assertThat(acknowledged()).isZero();
        keeper.work.remove().run();
        assertThat(acknowledged()).isEqualTo(1);
        work();
        assertThat(heard()).containsExactly(new ToValueClient.Has(1, BYTES.length));
        assertThat(acknowledged()).isEqualTo(4);
        assertThat(keeper.of(VALUE)).isEqualTo(BYTES);
    }

    @Test
    void aClientIsToldOnceWhereToGoOnAndWhatDoesNotFollowIsPassedOver() {
        keeper.values.put(VALUE.id(), Arrays.copyOf(BYTES, 3 * PART));
        send(part(1, 0), part(1, 1), part(1, 2));
        work();
        assertThat(heard()).containsExactly(new ToValueClient.Has(1, 3L * PART));
        assertThat(acknowledged()).isEqualTo(3);
        send(question(1));
        work();
        assertThat(heard()).containsExactly(new ToValueClient.Has(1, 3L * PART));
        send(part(1, 3));
        work();
        assertThat(heard()).containsExactly(new ToValueClient.Has(1, BYTES.length));
    }

    @Test
    void whatIsDeferredIsToldOnceAndTheClientIsToAsk() {
        keeper.failure = new ValueDeferredException("the disk is full");
        send(part(1, 0), part(1, 1));
        keeper.failure = null;
        work();
        assertThat(heard()).containsExactly(new ToValueClient.ValueDeferred(1, "the disk is full"));
        assertThat(acknowledged()).isEqualTo(2);
        send(part(1, 2), question(1));
        work();
        assertThat(heard()).hasSize(1).first().isInstanceOf(ToValueClient.Has.class);
    }

    @Test
    void whatCannotBeKeptIsRefusedAndWhatComesOfItLaterHarmsNobody() {
        keeper.failure = new IllegalStateException();
        send(part(1, 0), part(1, 1));
        keeper.failure = null;
        work();
        send(part(1, 2));
        assertThat(heard())
                .allSatisfy(item -> assertThat(((ToValueClient.ValueRefused) item).transfer())
                        .isEqualTo(1))
                .first()
                .isEqualTo(new ToValueClient.ValueRefused(1, "java.lang.IllegalStateException"));
        assertThat(acknowledged()).isEqualTo(3);
        assertThat(keeper.work).isEmpty();
    }

    @Test
    void whoStopsBringingAValueHasItForgotten() {
        send(part(1, 0), part(1, 1), new ToValueServer.Stop(1));
        assertThat(keeper.discarded).containsExactly(VALUE);
        work();
        assertThat(heard()).isEmpty();
        assertThat(acknowledged()).isEqualTo(3);
        send(part(2, 0), part(2, 1), part(2, 2), part(2, 3));
        work();
        send(new ToValueServer.Stop(2));
        assertThat(keeper.discarded).as("it is whole").hasSize(1);
    }

    @Test
    void aClientThatReadsNothingCostsAWindowAtMost() {
        byte[] large = new byte[100 * PART];
        StoredValue value = StoredValue.of(large);
        keeper.values.put(value.id(), large);
        send(new ToValueServer.Get(1, value, 0), new ToValueServer.Get(2, value, 0));
        for (int i = 0; i < 100; i++) {
            server.flush();
            work();
        }
        int window = (int) (Limits.VALUES.bytes() / PART);
        assertThat(atClient.getAllReceived()).hasSizeGreaterThan(window / 2);
        assertThat(keeper.reads).isLessThanOrEqualTo(window);
        send(new ToValueServer.Stop(1), new ToValueServer.Stop(2));
        work();
        server.flush();
        assertThat(keeper.work).isEmpty();
    }

    @Test
    void aValueIsReadFromWhereItIsAskedForAndASmallOneDoesNotWaitForALargeOne() {
        keeper.values.put(VALUE.id(), BYTES);
        byte[] large = new byte[100 * PART];
        StoredValue other = StoredValue.of(large);
        keeper.values.put(other.id(), large);
        send(new ToValueServer.Get(1, other, 0), new ToValueServer.Get(2, VALUE, 2L * PART));
        List<WireMessage> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            server.flush();
            work();
            items.addAll(heard());
        }
        assertThat(items.stream()
                        .map(ToValueClient.Part.class::cast)
                        .filter(part -> part.transfer() == 2)
                        .map(ToValueClient.Part::offset))
                .containsExactly(2L * PART, 3L * PART);
        assertThat(items).hasSizeGreaterThan(4);
    }

    @Test
    void whatCannotBeReadIsRefused() {
        keeper.failure = new StokerException("the store no longer has it");
        send(new ToValueServer.Get(1, VALUE, 0));
        server.flush();
        work();
        assertThat(heard()).containsExactly(new ToValueClient.ValueRefused(1, "the store no longer has it"));
    }

    @Test
    void whatALibrarySaysOfItsFailureIsCut() {
        keeper.failure = new StokerException("x".repeat(1_000_000));
        send(part(1, 0));
        keeper.failure = null;
        work();
        assertThat(((ToValueClient.ValueRefused) heard().get(0)).reason()).hasSizeBetween(1_000, 2_100);
    }

    @Test
    void aValueWithoutBytesIsBroughtAndFetched() {
        StoredValue empty = StoredValue.of(new byte[0]);
        send(new ToValueServer.Put(1, empty, 0, new byte[0]), new ToValueServer.Get(2, empty, 0));
        server.flush();
        work();
        assertThat(heard()).hasSize(2).first().isEqualTo(new ToValueClient.Has(1, 0));
    }

    @Test
    void whatIsMalformedIsRefusedUnderItsNumber() {
        send(part(1, 0));
        send(new ToValueServer.Put(1, VALUE, BYTES.length, new byte[1]));
        send(new ToValueServer.Get(2, VALUE, -1), new ToValueClient.Has(3, 1));
        work();
        assertThat(heard())
                .extracting(item -> ((ToValueClient.ValueRefused) item).transfer())
                .containsExactly(1L, 2L);
        assertThat(acknowledged()).isEqualTo(4);
        server.receive(new Frame<>(client.session(), 7, 1, 0, 0, false, false, List.of()), gate);
        server.receive(new Frame<>(client.session(), 0, 1, 9, 9, false, false, List.of()), gate);
        server.receive(new Frame<>(UUID.randomUUID(), 0, 1, 0, 0, false, false, List.of()), gate);
        assertThat(heard()).isEmpty();
    }

    @Test
    void aClientHasOneSessionWhichItGoesOnWithUntilItIsForgotten() {
        UUID first = session;
        ToValueServer.Open again = open(true);
        server.open(again, atServer.getRef());
        assertThat(opened()).isEqualTo(client.session());
        client = begun();
        server.open(again, atServer.getRef());
        atClient.expectMessage(new ToValueClient.Closed(first));
        tick = ValueServer.FORGET_NANOS - 1;
        server.sweep();
        assertThat(acknowledged()).isZero();
        assertThat(keeper.gone).isEmpty();
        tick += ValueServer.FORGET_NANOS;
        server.sweep();
        server.open(open(true), atServer.getRef());
        atClient.expectMessage(new ToValueClient.Closed(session));
        assertThat(keeper.sweeps).isEqualTo(2);
        assertThat(keeper.gone).containsExactly(id);
    }

    @Test
    void aSessionThatIsBegunAgainByAServerThatHasForgottenItIsAnother() {
        ValueServer forgetful = new ValueServer(keeper, Links.AKKA, new SameThread(), () -> tick);
        forgetful.open(open(false), atServer.getRef());
        UUID other = opened();
        assertThat(other).isNotEqualTo(client.session());
        forgetful.open(open(false), atServer.getRef());
        assertThat(opened()).as("said again").isEqualTo(other);
        send(part(1, 0)); // in the first one
        forgetful.receive(new Frame<>(client.session(), 0, 1, 0, 0, false, true, List.of(part(1, 0))), gate);
        forgetful.flush();
        assertThat(atClient.hasMessages()).isFalse();
    }

    @Test
    void moreClientsThanThereMayBeAreRefusedWithTheFigureUntilOthersAreForgotten() {
        for (int i = 1; i < ValueServer.MOST_CLIENTS; i++) {
            server.open(
                    new ToValueServer.Open(new UUID(1, i), false, new UUID(2, i), TestSecrets.PASS, atClient.getRef()),
                    atServer.getRef());
        }
        assertThat(atClient.getAllReceived()).hasOnlyElementsOfType(ToValueClient.Opened.class);
        ToValueServer.Open another =
                new ToValueServer.Open(new UUID(1, 0), false, new UUID(2, 0), TestSecrets.PASS, atClient.getRef());
        server.open(another, atServer.getRef());
        ToValueClient.SessionRefused refused = (ToValueClient.SessionRefused) atClient.receiveMessage();
        assertThat(refused.session()).isEqualTo(new UUID(1, 0));
        assertThat(refused.reason()).contains("10000 clients");
        server.open(open(true), atServer.getRef());
        assertThat(opened()).as("who is known goes on").isEqualTo(client.session());
        client = begun();
        tick += ValueServer.FORGET_NANOS;
        server.sweep();
        server.open(another, atServer.getRef());
        assertThat(atClient.receiveMessage()).isInstanceOf(ToValueClient.Opened.class);
    }

    @Test
    void aClientMayHaveSoManyTransfersAndNoMore() {
        byte[] one = {1};
        StoredValue value = StoredValue.of(one);
        StoredValue other = new StoredValue(UUID.randomUUID(), 2, 0);
        keeper.values.put(value.id(), one);
        int many = ValueSession.MOST_TRANSFERS;
        for (int i = 0; i < many; i++) {
            send(new ToValueServer.Get(i, value, 0), new ToValueServer.Put(many + i, other, 0, new byte[0]));
        }
        long another = 2L * many;
        send(new ToValueServer.Get(another, value, 0), new ToValueServer.Put(another + 1, other, 0, new byte[0]));
        assertThat(heard())
                .extracting(item -> ((ToValueClient.ValueRefused) item).reason())
                .satisfiesExactly(
                        fetching -> assertThat(fetching).contains("fetches 1000 values"),
                        bringing -> assertThat(bringing).contains("brings 1000 values"));
        send(new ToValueServer.Stop(0));
        send(new ToValueServer.Get(another, value, 0));
        assertThat(heard()).isEmpty();
    }

    @Test
    void partsBeyondTheWindowEndTheSessionAndAreLetGo() {
        Pump<WireMessage, WireMessage> greedy =
                new Pump<>(client.session(), 0, frame -> server.receive(frame, gate), WIDE, Sizes::ofItem);
        for (int i = 0; i < 100; i++) {
            greedy.send(part(1, i % 4));
        }
        greedy.flush(tick);
        ToValueClient.SessionRefused refused = (ToValueClient.SessionRefused) atClient.receiveMessage();
        assertThat(refused.session()).isEqualTo(session);
        assertThat(refused.reason()).contains("not written yet").contains("2097152");
        assertThat(keeper.work).hasSize(1);
        work();
        assertThat(keeper.work).as("nothing of it is written any more").isEmpty();
        server.open(open(true), atServer.getRef());
        atClient.expectMessage(new ToValueClient.Closed(session));
        client = begun();
        assertThat(acknowledged()).isZero();
    }

    @Test
    void whoAcknowledgesNoAnswersIsToldNoMore() {
        for (int i = 0; i <= Limits.VALUES.items(); i++) {
            Frame<WireMessage> stray = new Frame<>(
                    client.session(), 0, i + 1, 0, 0, false, false, List.of(new ToValueServer.Put(i, VALUE, 7, BYTE)));
            server.receive(stray, gate);
        }
        ToValueClient.SessionRefused refused = (ToValueClient.SessionRefused) atClient.receiveMessage();
        assertThat(refused.reason()).contains("8193 answers");
    }

    @Test
    void aPartOfATransferThatTheServerDoesNotKnowIsRefused() {
        send(part(1, 1));
        assertThat(heard()).singleElement().satisfies(item -> {
            ToValueClient.ValueRefused refused = (ToValueClient.ValueRefused) item;
            assertThat(refused.transfer()).isEqualTo(1);
            assertThat(refused.reason()).contains("does not know it");
        });
        assertThat(acknowledged()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadForNowIsDeferredAndAskedForAgain() {
        keeper.values.put(VALUE.id(), BYTES);
        keeper.failure = new ValueDeferredException("the ledger is locked");
        send(new ToValueServer.Get(1, VALUE, 3L * PART));
        server.flush();
        work();
        assertThat(heard()).containsExactly(new ToValueClient.ValueDeferred(1, "the ledger is locked"));
        keeper.failure = null;
        send(new ToValueServer.Get(1, VALUE, 3L * PART));
        server.flush();
        work();
        assertThat(heard()).singleElement().isInstanceOf(ToValueClient.Part.class);
    }

    @Test
    void nobodyWakesWhenNothingIsToBeDone() {
        send(part(1, 0), part(1, 1), part(1, 2), part(1, 3));
        work();
        assertThat(server.flush()).isPresent();
        tick += 1_000_000_000L;
        server.rang();
        heard();
        client.acknowledgeUpTo(1, tick);
        client.flush(tick);
        tick += 1_000_000_000L;
        client.flush(tick);
        server.rang();
        assertThat(server.flush()).isEmpty();
    }

    @Test
    void whoIsForgottenHasNoSessionAnyMore() {
        server.forget(client -> client != atClient.getRef());
        assertThat(keeper.gone).isEmpty();
        server.forget(atClient.getRef()::equals);
        assertThat(keeper.gone).containsExactly(id);
    }
}
