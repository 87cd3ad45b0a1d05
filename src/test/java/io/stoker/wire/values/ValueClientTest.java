package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.Unreadable;
import io.stoker.wire.channel.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a client does with values that it brings and fetches. */
class ValueClientTest extends ValueClientFixture {

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

    @Test
    void noMoreValuesAreFetchedThanAServerTakesAndTheOthersFollowInTheirOrder() {
        List<CompletableFuture<byte[]>> fetched = new ArrayList<>();
        StoredValue small = StoredValue.of(new byte[] {7});
        long many = ValueSession.MOST_TRANSFERS;
        for (int i = 0; i < many + 2; i++) {
            fetched.add(client.fetch(small));
        }
        serve(1);
        open();
        assertThat(sent()).hasSize((int) many);
        acknowledge();
        assertThat(flush().orElseThrow() - tick).as("it does not spin").isPositive();
        bring();
        assertThat(puts()).as("what is brought does not wait for that").isNotEmpty();
        fetched.get(5).cancel(false);
        assertThat(sent()).containsExactly(new ToValueServer.Stop(6), new ToValueServer.Get(many + 1, small, 0));
        say(new ToValueClient.ValueRefused(2, "no such value"));
        assertThat(sent()).containsExactly(new ToValueServer.Get(many + 2, small, 0));
    }

    @Test
    void noMoreValuesAreBroughtThanAServerTakes() {
        byte[] one = {7};
        StoredValue small = StoredValue.of(one);
        for (int i = 0; i < ValueSession.MOST_TRANSFERS + 1; i++) {
            client.bring(small, one, Patience.endless());
        }
        serve(1);
        open();
        assertThat(puts()).hasSize(ValueSession.MOST_TRANSFERS);
        client.fetch(small);
        assertThat(sent()).hasOnlyElementsOfType(ToValueServer.Get.class).hasSize(1);
        say(new ToValueClient.Has(1, 1));
        assertThat(puts()).hasSize(1);
    }

    @Test
    void allCanBeFailed() {
        CompletableFuture<Void> up = bring();
        CompletableFuture<byte[]> down = client.fetch(VALUE);
        client.failAll(new StokerException("closed"));
        assertThat(List.of(up, down)).allMatch(CompletableFuture::isCompletedExceptionally);
    }
}
