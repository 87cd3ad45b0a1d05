package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.Serving;
import io.stoker.wire.ToController;
import io.stoker.wire.ToTransfer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int CHUNK = Window.CHUNK;
    private static final byte[] BYTES = new byte[10 * CHUNK + 1];
    private static final StoredValue VALUE;

    static {
        new Random(1).nextBytes(BYTES);
        VALUE = StoredValue.of(BYTES);
    }

    private final Transfers transfers = new Transfers();
    private final ActorRef<ToTransfer> self = TestInbox.<ToTransfer>create().getRef();
    private final ActorRef<ToController> controller =
            TestInbox.<ToController>create().getRef();

    private CompletableFuture<Void> upload() {
        return transfers.upload(VALUE, BYTES, Patience.endless());
    }

    private List<ToController.Put> puts(long tick) {
        return transfers.due(tick, self).stream()
                .map(ToController.Put.class::cast)
                .toList();
    }

    private List<Long> gets(long tick) {
        return transfers.due(tick, self).stream()
                .map(message -> ((ToController.Get) message).offset())
                .toList();
    }

    private void taken(int round, long bytes) {
        transfers.taken(new ToTransfer.Taken(VALUE.id(), round, bytes), 0);
    }

    private void arrives(StoredValue value, byte[] bytes, long offset) {
        int end = (int) Math.min(bytes.length, offset + CHUNK);
        transfers.arrived(new ToTransfer.Chunk(value.id(), offset, Arrays.copyOfRange(bytes, (int) offset, end)));
    }

    @Test
    void anUploadBeginsWithOnePartAndGoesOnWithAFew() {
        CompletableFuture<Void> done = upload();
        assertThat(puts(0)).singleElement().satisfies(put -> {
            assertThat(put.offset()).isZero();
            assertThat(put.bytes()).isEqualTo(Arrays.copyOf(BYTES, CHUNK));
        });
        assertThat(puts(0)).isEmpty();
        taken(1, CHUNK);
        assertThat(puts(0))
                .extracting(ToController.Put::offset)
                .hasSize(Window.CHUNKS)
                .startsWith((long) CHUNK);
        taken(1, 3L * CHUNK);
        assertThat(puts(0)).hasSize(2);
        taken(1, BYTES.length - 1);
        assertThat(puts(0))
                .singleElement()
                .satisfies(put -> assertThat(put.bytes()).hasSize(1));
        assertThat(done).isNotDone();
        taken(1, BYTES.length);
        assertThat(done).isCompleted();
        assertThat(puts(9 * SECOND)).isEmpty();
    }

    @Test
    void whatIsNotAnsweredIsRepeatedFromWhereTheStoreSaysItIs() {
        upload();
        puts(0);
        taken(1, CHUNK);
        puts(0);
        assertThat(puts(2 * SECOND)).isEmpty();
        assertThat(puts(3 * SECOND)).singleElement().satisfies(put -> {
            assertThat(put.round()).isEqualTo(2);
            assertThat(put.offset()).isEqualTo(CHUNK);
        });
        taken(1, 5L * CHUNK);
        assertThat(puts(3 * SECOND)).as("the answer was to an earlier round").isEmpty();
        taken(2, 0);
        assertThat(puts(3 * SECOND).get(0).offset())
                .as("the store has forgotten it")
                .isZero();
    }

    @Test
    void anotherControllerIsAskedAtOnce() {
        upload();
        puts(0);
        taken(1, 2L * CHUNK);
        puts(0);
        transfers.serving(new Serving(1, "ledger", controller));
        assertThat(puts(0)).singleElement().satisfies(put -> {
            assertThat(put.round()).isEqualTo(2);
            assertThat(put.offset()).isEqualTo(2L * CHUNK);
        });
        transfers.serving(new Serving(1, "ledger", controller));
        assertThat(puts(0)).as("nothing new").isEmpty();
        transfers.forgetKeeper();
        transfers.onRing(() -> {});
        assertThat(transfers.keeper()).isNull();
        transfers.serving(new Serving(1, "ledger", controller));
        assertThat(puts(0)).as("in a new ActorSystem").hasSize(1);
    }

    @Test
    void aDownloadAsksForAFewPartsAndTakesThemInAnyOrder() {
        CompletableFuture<byte[]> done = transfers.download(VALUE);
        assertThat(gets(0)).containsExactly(0L, (long) CHUNK, 2L * CHUNK, 3L * CHUNK);
        arrives(VALUE, BYTES, 2L * CHUNK);
        arrives(VALUE, BYTES, 2L * CHUNK);
        assertThat(gets(0)).containsExactly(4L * CHUNK);
        assertThat(gets(3 * SECOND)).containsExactlyInAnyOrder(0L, (long) CHUNK, 3L * CHUNK, 4L * CHUNK);
        for (long offset = 0; offset < BYTES.length; offset += CHUNK) {
            gets(3 * SECOND);
            arrives(VALUE, BYTES, offset);
        }
        assertThat(done).isCompleted();
        assertThat(done.join()).isEqualTo(BYTES);
    }

    @Test
    void aValueThatIsNotWhatItWasIsNoValue() {
        CompletableFuture<byte[]> done = transfers.download(StoredValue.of(new byte[] {1, 2}));
        StoredValue asked = StoredValue.of(new byte[] {1, 2});
        CompletableFuture<byte[]> wrong = transfers.download(asked);
        gets(0);
        arrives(asked, new byte[] {1, 3}, 0);
        assertThatThrownBy(wrong::join)
                .hasRootCauseInstanceOf(StokerException.class)
                .hasMessageContaining("damaged");
        assertThat(done).isNotDone();
    }

    @Test
    void twoWhoFetchTheSameValueBothGetIt() {
        StoredValue small = StoredValue.of(new byte[] {7});
        CompletableFuture<byte[]> one = transfers.download(small);
        CompletableFuture<byte[]> other = transfers.download(small);
        assertThat(gets(0)).hasSize(2);
        arrives(small, new byte[] {7}, 0);
        assertThat(one.join()).isEqualTo(other.join());
    }

    @Test
    void aFewValuesTravelAtOnceAndTheNextFollowsWhenOneIsCancelled() {
        List<CompletableFuture<Void>> all = List.of(upload(), upload(), upload());
        assertThat(puts(0)).hasSize(Window.VALUES);
        AtomicInteger rings = new AtomicInteger();
        transfers.forgetKeeper();
        transfers.onRing(rings::incrementAndGet);
        all.get(0).cancel(false);
        assertThat(rings).hasValue(1);
        assertThat(puts(0)).hasSize(1);
    }

    @Test
    void aRefusalEndsATransferWithItsReason() {
        CompletableFuture<Void> up = upload();
        CompletableFuture<byte[]> down = transfers.download(VALUE);
        transfers.refused(new ToTransfer.ValueRefused(VALUE.id(), "the store is full"));
        for (CompletableFuture<?> each : List.of(up, down)) {
            assertThatThrownBy(each::join)
                    .hasRootCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("the store is full");
        }
        assertThat(transfers.due(9 * SECOND, self)).isEmpty();
    }

    @Test
    void anUploadThatStandsStillForTooLongFailsAndOneInLineDoesNot() {
        Patience[] patience = new Patience[3];
        Arrays.setAll(patience, i -> Patience.of(Duration.ofSeconds(30), () -> new WaitTimeoutException("stuck")));
        CompletableFuture<Void> moving = transfers.upload(VALUE, BYTES, patience[0]);
        CompletableFuture<Void> stuck = transfers.upload(StoredValue.of(BYTES), BYTES, patience[1]);
        CompletableFuture<Void> inLine = transfers.upload(StoredValue.of(BYTES), BYTES, patience[2]);
        transfers.look(0);
        puts(0);
        transfers.taken(new ToTransfer.Taken(VALUE.id(), 1, CHUNK), 20 * SECOND);
        transfers.look(30 * SECOND);
        assertThat(stuck).isNotDone();
        transfers.look(30 * SECOND + 1);
        assertThat(stuck).isCompletedExceptionally();
        assertThat(moving).isNotDone();
        transfers.look(40 * SECOND);
        assertThat(inLine).isNotDone();
        transfers.look(50 * SECOND + 1);
        assertThat(moving).isCompletedExceptionally();
    }

    @Test
    void anUploadThatIsPutOffIsRepeatedAndFailsWithTheReasonWhenPatienceIsOver() {
        CompletableFuture<Void> putOff = transfers.upload(
                VALUE, BYTES, Patience.of(Duration.ofSeconds(30), () -> new WaitTimeoutException("stuck")));
        puts(0);
        transfers.deferred(new ToTransfer.ValueDeferred(VALUE.id(), "the disk is nearly full"));
        assertThat(puts(1)).isEmpty();
        assertThat(puts(3 * SECOND)).hasSize(1);
        assertThat(putOff).isNotDone();
        transfers.look(31 * SECOND);
        assertThatThrownBy(putOff::join)
                .hasRootCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("the disk is nearly full");
    }

    @Test
    void patienceRunsOutWithoutAnyControllerToo() {
        CompletableFuture<Void> stuck = transfers.upload(
                VALUE, BYTES, Patience.of(Duration.ofSeconds(1), () -> new WaitTimeoutException("stuck")));
        transfers.look(0);
        transfers.look(SECOND + 1);
        assertThat(stuck).isCompletedExceptionally();
    }

    @Test
    void allCanBeFailed() {
        CompletableFuture<Void> up = upload();
        CompletableFuture<byte[]> down = transfers.download(VALUE);
        transfers.failAll(new StokerException("closed"));
        assertThat(List.of(up, down)).allMatch(CompletableFuture::isCompletedExceptionally);
    }
}
