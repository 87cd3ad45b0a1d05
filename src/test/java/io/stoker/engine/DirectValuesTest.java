package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StoredValue;
import io.stoker.task.ValueTooLargeException;
import io.stoker.wire.values.FreeHeap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectValuesTest {
    private static final long MINUTES = Duration.ofMinutes(10).toNanos();

    private static final UUID CLIENT = UUID.randomUUID();

    private long tick;
    private final DirectValues values = new DirectValues(FreeHeap.ofThisJvm(), Integer.MAX_VALUE, () -> tick);

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private long put(StoredValue value, long offset, int... part) {
        byte[] bytes = new byte[part.length];
        IntStream.range(0, part.length).forEach(i -> bytes[i] = (byte) part[i]);
        return now(values.write(CLIENT, value, offset, bytes));
    }

    @Test
    void valuesThatWereBroughtWaitWithTheirCallHoweverLongThatTakes() {
        StoredValue used = StoredValue.of(new byte[] {1});
        StoredValue unused = StoredValue.of(new byte[] {2});
        put(used, 0, 1);
        put(unused, 0, 2);
        values.claim(List.of(used));
        tick = MINUTES - 1;
        values.sweep();
        assertThat(put(unused, 0)).isEqualTo(1);
        tick += MINUTES;
        values.sweep();
        assertThatThrownBy(() -> values.take(unused)).hasMessageContaining("too long ago");
        assertThat(values.take(used)).containsExactly(1);
    }

    @Test
    void largeValuesForACallComeInPartsAndAreTakenOnce() {
        byte[] bytes = {1, 2, 3, 4, 5};
        StoredValue value = StoredValue.of(bytes);
        assertThat(put(value, 0, 1, 2)).isEqualTo(2);
        assertThat(put(value, 0, 1, 2)).as("again").isEqualTo(2);
        assertThat(put(value, 4, 5)).as("too early").isEqualTo(2);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("push it again");
        IntStream.range(0, 5).forEach(i -> put(value, i, bytes[i]));
        assertThat(values.take(value)).isEqualTo(bytes);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("push it again");
        put(value, 0, 9, 9, 9, 9, 9);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("damaged");
    }

    @Test
    void theBeginningOfAValueThatNobodyBringsAnyMoreIsForgotten() {
        StoredValue value = StoredValue.of(new byte[] {1, 2});
        put(value, 0, 1);
        values.discard(value);
        assertThat(put(value, 0)).isZero();
    }

    @Test
    void whoIsGoneLeavesNothingButWhatItsCallsNeed() {
        StoredValue claimed = StoredValue.of(new byte[] {1});
        StoredValue whole = StoredValue.of(new byte[] {2});
        StoredValue half = StoredValue.of(new byte[] {3, 4});
        StoredValue others = StoredValue.of(new byte[] {5});
        put(claimed, 0, 1);
        put(whole, 0, 2);
        put(half, 0, 3);
        now(values.write(UUID.randomUUID(), others, 0, new byte[] {5}));
        values.claim(List.of(claimed));
        values.gone(CLIENT);
        assertThat(put(whole, 0)).isZero();
        assertThat(put(half, 0)).isZero();
        assertThat(values.take(claimed)).containsExactly(1);
        assertThat(values.take(others)).containsExactly(5);
    }

    @Test
    void allThatWaitsHasToFitIntoTheHeapAndSoNobodyCanFillIt() {
        long free = 100_000;
        DirectValues few = new DirectValues(FreeHeap.of(() -> free, () -> {}), Integer.MAX_VALUE, () -> tick);
        byte[] bytes = new byte[10_000];
        List<StoredValue> taken = new ArrayList<>();
        CompletionStage<Long> last;
        do {
            StoredValue value = StoredValue.of(bytes);
            assertThat(now(few.write(CLIENT, value, 0, new byte[0])))
                    .as("asked only")
                    .isZero();
            last = few.write(CLIENT, value, 0, bytes);
            taken.add(value);
        } while (!last.toCompletableFuture().isCompletedExceptionally() && taken.size() < 100);
        assertThat(taken).hasSize(9);
        CompletionStage<Long> refused = last;
        assertThatThrownBy(() -> now(refused))
                .hasRootCauseInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("10000 bytes")
                .hasMessageContaining("82048 bytes of others")
                .hasMessageContaining("100000 bytes of this JVM's heap");
        few.take(taken.get(0));
        assertThat(now(few.write(CLIENT, taken.get(8), 0, bytes))).isEqualTo(bytes.length);
    }

    @Test
    void aValueThatWasOfferedIsReadInParts() {
        StoredValue offered = values.offer(new byte[] {1, 2, 3});
        assertThat(now(values.read(offered, 1, 2))).containsExactly(2, 3);
        assertThat(values.read(offered, 2, 2)).isCompletedExceptionally();
        values.release(List.of(offered.id()));
        assertThatThrownBy(() -> now(values.read(offered, 1, 2))).hasMessageContaining("no longer has the value");
    }

    @Test
    void aValueForWhichThereIsNoRoomIsRefusedWithBothFigures() {
        StoredValue huge = new StoredValue(UUID.randomUUID(), Integer.MAX_VALUE, 0);
        assertThatThrownBy(() -> put(huge, 0, 1))
                .hasRootCauseInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("2147483647 bytes");
        StoredValue endless = new StoredValue(UUID.randomUUID(), Long.MAX_VALUE, 0);
        assertThatThrownBy(() -> put(endless, 0, 1))
                .hasRootCauseInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("stoker.max-value-size");
    }
}
