package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.Gate;
import io.stoker.wire.Serving;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToController;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The client of values, with the test in the place of the server. */
class ValueClientTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PART = ValueClient.PART;
    private static final byte[] BYTES = bytes(10 * PART + 1);
    private static final StoredValue VALUE = StoredValue.of(BYTES);

    private final ValueClient client = new ValueClient();
    private final TestInbox<ToController> door = TestInbox.create();
    private final TestInbox<WireMessage> atClient = TestInbox.create();
    private final TestInbox<WireMessage> atServer = TestInbox.create();
    private final Gate gate = new Gate(LoggerFactory.getLogger(ValueClientTest.class));
    private long tick = Long.MAX_VALUE - SECOND;
    private Pump<WireMessage, WireMessage> server;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private OptionalLong flush() {
        return client.flush(tick, atClient.getRef());
    }

    private ToValueServer.Open nextOpen() {
        flush();
        return (ToValueServer.Open) door.receiveMessage();
    }

    /** Takes up the session that the client wants to begin. */
    private ToValueServer.Open open() {
        ToValueServer.Open open = nextOpen();
        UUID channel = UUID.randomUUID();
        server = new Pump<>(channel, 0, frame -> client.receive(frame, tick, gate), Limits.VALUES, Sizes::ofItem);
        client.opened(new ToValueClient.Opened(open.session(), channel, atServer.getRef()), tick);
        return open;
    }

    private void serve(long epoch) {
        client.serving(new Serving(epoch, "ledger", door.getRef()));
    }

    /** What the client sends. */
    private List<WireMessage> sent() {
        flush();
        List<WireMessage> items = new ArrayList<>();
        for (WireMessage message : atServer.getAllReceived()) {
            receive((Frame<?>) message, items);
        }
        return items;
    }

    @SuppressWarnings("unchecked")
    private void receive(Frame<?> frame, List<WireMessage> items) {
        server.receive((Frame<WireMessage>) frame, tick, (item, number) -> items.add(item));
    }

    private List<ToValueServer.Put> puts() {
        return sent().stream().map(ToValueServer.Put.class::cast).toList();
    }

    /** All that was sent has taken effect. */
    private void acknowledge() {
        server.acknowledgeUpTo(server.received(), tick);
        server.ask();
        server.flush(tick);
    }

    private void say(WireMessage item) {
        server.send(item);
        server.flush(tick);
    }

    private CompletableFuture<Void> bring() {
        return client.bring(VALUE, BYTES, Patience.endless());
    }

    private void sayParts(long transfer, byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at += PART) {
            say(new ToValueClient.Part(transfer, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PART))));
        }
    }

    @Test
    void whoHasNotBeenTakenUpAgainIsNotWokenToAsk() {
        serve(1);
        bring();
        open();
        assertThat(puts()).isNotEmpty();
        serve(2);
        assertThat(flush().orElseThrow() - tick).isPositive();
        assertThat(flush().orElseThrow() - tick).isPositive();
        client.forgetServer();
        assertThat(flush()).isEmpty();
    }

    @Test
    void whatIsWantedAfterTheEndFailsAtOnceWithItsReason() {
        CompletableFuture<Void> before = bring();
        client.close(new StokerException("it is over"));
        List.of(before, bring(), client.fetch(VALUE))
                .forEach(one -> assertThatThrownBy(one::join).hasMessageContaining("it is over"));
    }

    @Test
    void aValueIsBroughtInPartsAndIsThereWhenTheServerHasAll() {
        CompletableFuture<Void> done = bring();
        serve(1);
        open();
        List<ToValueServer.Put> puts = puts();
        assertThat(puts).hasSize(11);
        assertThat(puts.get(0).bytes()).isEqualTo(Arrays.copyOf(BYTES, PART));
        assertThat(puts.get(10).bytes()).hasSize(1);
        acknowledge();
        assertThat(done).isNotDone();
        say(new ToValueClient.Has(1, BYTES.length));
        assertThat(done).isCompleted();
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatIsSentAndNotTakenIsNoMoreThanTheWindow() {
        byte[] large = bytes(40 * PART);
        client.bring(StoredValue.of(large), large, Patience.endless());
        serve(1);
        open();
        long window = Limits.VALUES.bytes() / PART;
        assertThat(puts()).hasSizeLessThanOrEqualTo((int) window).hasSizeGreaterThan((int) window / 2);
        assertThat(sent()).isEmpty();
        acknowledge();
        assertThat(puts()).hasSizeGreaterThan((int) window / 2);
    }

    @Test
    void aSmallValueDoesNotWaitForALargeOneAndOfOneSizeTheOlderIsFirst() {
        byte[] large = bytes(1_000 * PART);
        byte[] small = bytes(2 * PART);
        client.bring(StoredValue.of(large), large, Patience.endless());
        client.bring(StoredValue.of(small), small, Patience.endless());
        client.bring(StoredValue.of(small), small, Patience.endless());
        serve(1);
        open();
        assertThat(puts()).extracting(ToValueServer.Put::transfer).startsWith(1L, 2L, 1L, 2L, 1L, 3L, 1L, 3L, 1L, 1L);
    }

    @Test
    void inAnotherSessionTheServerIsAskedHowMuchItHas() {
        bring();
        serve(1);
        open();
        sent();
        serve(1);
        flush();
        assertThat(door.hasMessages()).as("nothing new").isFalse();
        serve(2);
        assertThat(open().continued()).isFalse();
        assertThat(puts())
                .singleElement()
                .satisfies(put -> assertThat(put.bytes()).isEmpty());
        say(new ToValueClient.Has(1, 9L * PART));
        assertThat(puts()).extracting(ToValueServer.Put::offset).containsExactly(9L * PART, 10L * PART);
        client.forgetServer();
        client.onRing(() -> {});
        serve(2);
        open();
        assertThat(puts()).as("in a new ActorSystem").hasSize(1);
        say(new ToValueClient.Has(1, 0));
        assertThat(puts()).as("the store has forgotten it").hasSize(11);
    }

    @Test
    void aServerThatWantsOtherPartsGetsThem() {
        bring();
        serve(1);
        open();
        sent();
        say(new ToValueClient.Has(1, 10L * PART));
        assertThat(puts()).extracting(ToValueServer.Put::offset).containsExactly(10L * PART);
    }

    @Test
    void aValueIsFetchedInPartsAndInAnotherSessionFromWhereItWas() {
        CompletableFuture<byte[]> done = client.fetch(VALUE);
        serve(1);
        open();
        assertThat(sent()).containsExactly(new ToValueServer.Get(1, VALUE, 0));
        say(new ToValueClient.Part(1, 0, Arrays.copyOf(BYTES, PART)));
        assertThat(sent()).isEmpty();
        serve(2);
        open();
        assertThat(sent()).containsExactly(new ToValueServer.Get(1, VALUE, PART));
        sayParts(1, BYTES, PART);
        assertThat(done).isCompletedWithValueMatching(bytes -> Arrays.equals(bytes, BYTES));
        assertThat(sent()).isEmpty();
    }

    @Test
    void aValueThatIsNotWhatItWasIsNoValue() {
        StoredValue asked = StoredValue.of(new byte[] {1, 2});
        CompletableFuture<byte[]> wrong = client.fetch(asked);
        serve(1);
        open();
        sent();
        say(new ToValueClient.Part(1, 0, new byte[] {1, 3}));
        assertThatThrownBy(wrong::join)
                .hasRootCauseInstanceOf(StokerException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void partsThatAreNotTheNextOnesAndAnswersThatAreNoneEndATransferAtBothEnds() {
        CompletableFuture<byte[]> skipped = client.fetch(VALUE);
        CompletableFuture<byte[]> longer = client.fetch(StoredValue.of(new byte[1]));
        CompletableFuture<byte[]> other = client.fetch(VALUE);
        CompletableFuture<byte[]> unreadable = client.fetch(VALUE);
        CompletableFuture<Void> tooMuch = bring();
        serve(1);
        open();
        sent();
        say(new ToValueClient.Part(1, PART, new byte[1]));
        say(new ToValueClient.Part(2, 0, new byte[2]));
        say(new ToValueClient.Has(3, 1));
        say(new Unreadable(new ToValueClient.Part(4, 0, new byte[0]), "why"));
        say(new ToValueClient.Has(5, BYTES.length + 1));
        assertThatThrownBy(skipped::join).hasMessageContaining("bytes 131072 to 131073");
        assertThatThrownBy(longer::join).hasMessageContaining("bytes 0 to 2");
        assertThatThrownBy(other::join).hasMessageContaining("a Has, which does not fit this transfer");
        assertThatThrownBy(unreadable::join).hasMessageContaining("cannot be read");
        assertThatThrownBy(tooMuch::join).hasMessageContaining("has 1310722 bytes");
        assertThat(sent())
                .extracting(item -> ((ToValueServer.Stop) item).transfer())
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void twoWhoFetchTheSameValueBothGetIt() {
        StoredValue small = StoredValue.of(new byte[] {7});
        CompletableFuture<byte[]> one = client.fetch(small);
        CompletableFuture<byte[]> other = client.fetch(small);
        serve(1);
        open();
        assertThat(sent()).hasSize(2);
        say(new ToValueClient.Part(2, 0, new byte[] {7}));
        assertThat(one).isNotDone();
        say(new ToValueClient.Part(1, 0, new byte[] {7}));
        assertThat(one.join()).isEqualTo(other.join());
    }

    @Test
    void ofWhatIsCancelledNothingMoreIsSentAndTheServerHearsOfIt() {
        AtomicInteger rings = new AtomicInteger();
        client.onRing(rings::incrementAndGet);
        byte[] large = bytes(100 * PART);
        CompletableFuture<Void> bringing = client.bring(StoredValue.of(large), large, Patience.endless());
        CompletableFuture<byte[]> fetching = client.fetch(VALUE);
        serve(1);
        open();
        sent();
        int before = rings.get();
        bringing.cancel(false);
        fetching.cancel(false);
        assertThat(rings).hasValue(before + 2);
        acknowledge();
        assertThat(sent()).containsExactly(new ToValueServer.Stop(1), new ToValueServer.Stop(2));
        sayParts(2, BYTES, 0);
        say(new ToValueClient.Has(1, 0));
        assertThat(sent()).isEmpty();
        client.fetch(VALUE).cancel(false);
        assertThat(sent()).as("of which the server has never heard").isEmpty();
    }

    @Test
    void aRefusalEndsATransferWithItsReason() {
        CompletableFuture<Void> up = bring();
        CompletableFuture<byte[]> down = client.fetch(VALUE);
        serve(1);
        open();
        sent();
        say(new ToValueClient.ValueRefused(1, "the store is full"));
        say(new ToValueClient.ValueRefused(2, "the store is full"));
        for (CompletableFuture<?> each : List.of(up, down)) {
            assertThatThrownBy(each::join)
                    .hasRootCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("the store is full");
        }
        assertThat(sent()).isEmpty();
    }

    private Patience halfAMinute() {
        return Patience.of(Duration.ofSeconds(30), () -> new WaitTimeoutException("stuck"));
    }

    @Test
    void aValueThatStandsStillForTooLongIsGivenUpAndOneThatWaitsForOthersIsNot() {
        byte[] large = bytes(20 * PART);
        CompletableFuture<Void> one = client.bring(StoredValue.of(large), large, halfAMinute());
        CompletableFuture<Void> other = client.bring(StoredValue.of(large), large, halfAMinute());
        serve(1);
        open();
        sent();
        tick += 20 * SECOND;
        acknowledge();
        sent();
        tick += 30 * SECOND;
        flush();
        assertThat(one).isNotDone();
        assertThat(other).isNotDone();
        assertThat(flush()).as("when it looks again").isPresent();
        tick++;
        flush();
        assertThat(List.of(one, other)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThatThrownBy(one::join).hasRootCauseInstanceOf(WaitTimeoutException.class);
    }

    @Test
    void whatIsDeferredIsAskedForAgainAndFailsWithTheReasonWhenPatienceIsOver() {
        CompletableFuture<Void> deferred = client.bring(VALUE, BYTES, halfAMinute());
        CompletableFuture<Void> other = bring();
        serve(1);
        open();
        sent();
        say(new ToValueClient.ValueDeferred(1, "the disk is nearly full"));
        acknowledge();
        assertThat(sent().stream().filter(item -> ((ToValueServer.Put) item).transfer() == 1))
                .isEmpty();
        tick += SECOND;
        assertThat(puts())
                .singleElement()
                .satisfies(put -> assertThat(put.bytes()).isEmpty());
        say(new ToValueClient.ValueDeferred(1, "the disk is full"));
        tick += 29 * SECOND;
        acknowledge();
        sent();
        assertThat(deferred).isNotDone();
        tick++;
        flush();
        assertThatThrownBy(deferred::join)
                .hasRootCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("the disk is full");
        assertThat(other).isNotDone();
    }

    @Test
    void patienceRunsOutWithoutAnyServerToo() {
        CompletableFuture<Void> stuck = client.bring(VALUE, BYTES, halfAMinute());
        assertThat(flush()).hasValue(tick + 30 * SECOND + 1);
        tick += 30 * SECOND + 1;
        flush();
        assertThat(stuck).isCompletedExceptionally();
    }

    @Test
    void aSessionIsOpenedAgainUntilItIsTakenUpAndWhileTheServerIsSilent() {
        bring();
        serve(1);
        ToValueServer.Open first = nextOpen();
        assertThat(flush()).hasValue(tick + SECOND);
        assertThat(door.hasMessages()).isFalse();
        tick += SECOND;
        ToValueServer.Open again = open();
        assertThat(again).isEqualTo(first);
        sent();
        tick += SECOND;
        ToValueServer.Open silent = nextOpen();
        assertThat(silent.session()).isEqualTo(first.session());
        assertThat(silent.continued()).isTrue();
        client.closed(new ToValueClient.Closed(first.session()));
        assertThat(open().session()).isNotEqualTo(first.session());
        client.closed(new ToValueClient.Closed(first.session()));
        client.opened(new ToValueClient.Opened(first.session(), UUID.randomUUID(), atClient.getRef()), tick);
        assertThat(puts()).as("as before").hasSize(1);
    }

    @Test
    void aServerThatHasBegunTheSessionASecondTimeHasForgottenItAndAnotherOneIsBegun() {
        CompletableFuture<Void> done = bring();
        serve(1);
        ToValueServer.Open first = open();
        assertThat(puts()).isNotEmpty();
        client.opened(new ToValueClient.Opened(first.session(), server.session(), atServer.getRef()), tick);
        flush();
        assertThat(door.hasMessages()).as("the same, said again").isFalse();
        client.opened(new ToValueClient.Opened(first.session(), UUID.randomUUID(), atServer.getRef()), tick);
        assertThat(open().session()).isNotEqualTo(first.session());
        assertThat(puts())
                .singleElement()
                .satisfies(put -> assertThat(put.bytes()).isEmpty());
        say(new ToValueClient.Has(1, BYTES.length));
        assertThat(done).isCompleted();
    }

    @Test
    void aServerThatRefusesTheSessionIsAskedForAnotherOneAfterASecondAndItsReasonIsSaidInTheEnd() {
        CompletableFuture<Void> done = client.bring(VALUE, BYTES, halfAMinute());
        CompletableFuture<byte[]> fetched = client.fetch(VALUE);
        serve(1);
        ToValueServer.Open first = nextOpen();
        client.refused(new ToValueClient.SessionRefused(first.session(), "10000 clients"), tick);
        assertThat(flush()).hasValue(tick + SECOND);
        assertThat(door.hasMessages()).isFalse();
        tick += SECOND;
        assertThat(open().session()).isNotEqualTo(first.session());
        client.refused(new ToValueClient.SessionRefused(first.session(), "late"), tick);
        assertThat(sent()).hasSizeGreaterThan(1);
        tick += 29 * SECOND + 1;
        flush();
        assertThatThrownBy(done::join)
                .hasRootCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("10000 clients");
        assertThat(fetched).isNotDone();
    }

    @Test
    void whatCannotBeReadForNowIsAskedForAgainFromWhereItWas() {
        CompletableFuture<byte[]> done = client.fetch(VALUE);
        serve(1);
        open();
        sent();
        say(new ToValueClient.Part(1, 0, Arrays.copyOf(BYTES, PART)));
        say(new ToValueClient.ValueDeferred(1, "the ledger is locked"));
        acknowledge();
        assertThat(sent()).isEmpty();
        assertThat(done).isNotDone();
        tick += SECOND;
        assertThat(sent()).containsExactly(new ToValueServer.Get(1, VALUE, PART));
        sayParts(1, BYTES, PART);
        assertThat(done).isCompletedWithValueMatching(bytes -> Arrays.equals(bytes, BYTES));
    }

    @Test
    void noMoreTransfersAreBegunThanAServerTakesAndTheOthersFollowInTheirOrder() {
        List<CompletableFuture<byte[]>> fetched = new ArrayList<>();
        StoredValue small = StoredValue.of(new byte[] {7});
        for (int i = 0; i < ValueSession.MOST_TRANSFERS + 2; i++) {
            fetched.add(client.fetch(small));
        }
        CompletableFuture<Void> brought = bring();
        serve(1);
        open();
        assertThat(sent()).hasSize(ValueSession.MOST_TRANSFERS).hasOnlyElementsOfType(ToValueServer.Get.class);
        acknowledge();
        assertThat(flush().orElseThrow() - tick).as("it does not spin").isPositive();
        fetched.get(5).cancel(false);
        assertThat(sent())
                .containsExactly(
                        new ToValueServer.Stop(6), new ToValueServer.Get(ValueSession.MOST_TRANSFERS + 1, small, 0));
        say(new ToValueClient.Part(1, 0, new byte[] {7}));
        say(new ToValueClient.ValueRefused(2, "no such value"));
        assertThat(sent()).hasSizeGreaterThan(2).element(0).isInstanceOf(ToValueServer.Get.class);
        assertThat(brought).isNotDone();
    }

    @Test
    void whatTheServerHasLostComesAgainAndThatIsProgress() {
        CompletableFuture<Void> done = client.bring(VALUE, BYTES, halfAMinute());
        serve(1);
        open();
        sent();
        acknowledge();
        say(new ToValueClient.ValueDeferred(1, "the disk is full"));
        tick += SECOND;
        sent();
        say(new ToValueClient.Has(1, 0));
        for (int i = 0; i < 5; i++) {
            sent();
            tick += 20 * SECOND;
            server.acknowledgeUpTo(server.received() - server.waiting() + 2, tick);
            server.ask();
            server.flush(tick);
            flush();
            assertThat(done).isNotDone();
        }
    }

    @Test
    void aValueThatIsPutOffAndLostAgainAndAgainIsGivenUpWithTheReason() {
        CompletableFuture<Void> done = client.bring(VALUE, BYTES, halfAMinute());
        serve(1);
        open();
        for (int i = 0; i < 40 && !done.isDone(); i++) {
            sent();
            acknowledge();
            say(new ToValueClient.ValueDeferred(1, "the disk is full"));
            tick += SECOND;
            sent();
            say(new ToValueClient.Has(1, 0));
        }
        assertThatThrownBy(done::join)
                .hasRootCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("the disk is full");
    }

    @Test
    void nobodyWakesWhenNothingIsUnderWayAndAfterThatItIsFoundOutAtOnceIfTheServerHasForgottenTheSession() {
        CompletableFuture<byte[]> done = client.fetch(StoredValue.of(new byte[] {7}));
        serve(1);
        ToValueServer.Open first = open();
        sent();
        acknowledge();
        say(new ToValueClient.Part(1, 0, new byte[] {7}));
        assertThat(done).isCompleted();
        tick += SECOND;
        assertThat(flush()).isEmpty();
        assertThat(door.hasMessages()).isFalse();
        client.fetch(VALUE);
        ToValueServer.Open again = nextOpen();
        assertThat(again.continued()).isTrue();
        client.closed(new ToValueClient.Closed(first.session()));
        ToValueServer.Open next = open();
        assertThat(next.session()).isNotEqualTo(first.session());
        assertThat(next.client()).isEqualTo(first.client());
        assertThat(next.continued()).isFalse();
        atServer.getAllReceived();
        serve(2);
        open();
        assertThat(sent()).containsExactly(new ToValueServer.Get(2, VALUE, 0));
    }

    @Test
    void allCanBeFailed() {
        CompletableFuture<Void> up = bring();
        CompletableFuture<byte[]> down = client.fetch(VALUE);
        client.failAll(new StokerException("closed"));
        assertThat(List.of(up, down)).allMatch(CompletableFuture::isCompletedExceptionally);
    }
}
