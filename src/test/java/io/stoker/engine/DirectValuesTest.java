package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StoredValue;
import io.stoker.task.ValueTooLargeException;
import io.stoker.wire.values.FreeHeap;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectValuesTest {
    private static final long MINUTES = Duration.ofMinutes(10).toNanos();

    private final DirectValues values = new DirectValues(FreeHeap.ofThisJvm());

    @Test
    void valuesThatWereBroughtWaitWithTheirCallHoweverLongThatTakes() {
        StoredValue used = StoredValue.of(new byte[] {1});
        StoredValue unused = StoredValue.of(new byte[] {2});
        assertThat(values.sweepAt()).isEmpty();
        values.put(used, 0, new byte[] {1}, 0);
        values.put(unused, 0, new byte[] {2}, 1);
        values.claim(List.of(used));
        assertThat(values.sweepAt()).hasValue(MINUTES + 1);
        values.sweep(MINUTES + 1);
        assertThatThrownBy(() -> values.take(unused)).hasMessageContaining("too long ago");
        assertThat(values.take(used)).containsExactly(1);
    }

    @Test
    void largeValuesForACallComeInPartsAndAreTakenOnce() {
        byte[] bytes = {1, 2, 3, 4, 5};
        StoredValue value = StoredValue.of(bytes);
        assertThat(values.put(value, 0, new byte[] {1, 2}, 0)).isEqualTo(2);
        assertThat(values.put(value, 0, new byte[] {1, 2}, 0)).as("again").isEqualTo(2);
        assertThat(values.put(value, 4, new byte[] {5}, 0)).as("too early").isEqualTo(2);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("push it again");
        IntStream.range(0, 5).forEach(i -> values.put(value, i, new byte[] {bytes[i]}, 0));
        assertThat(values.take(value)).isEqualTo(bytes);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("push it again");
        values.put(value, 0, new byte[] {9, 9, 9, 9, 9}, 0);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("damaged");
    }

    @Test
    void aValueForWhichThereIsNoRoomIsRefusedWithBothFigures() {
        StoredValue huge = new StoredValue(UUID.randomUUID(), Integer.MAX_VALUE, 0);
        assertThatThrownBy(() -> values.put(huge, 0, new byte[1], 0))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("2147483647 bytes");
        StoredValue endless = new StoredValue(UUID.randomUUID(), Long.MAX_VALUE, 0);
        assertThatThrownBy(() -> values.put(endless, 0, new byte[1], 0)).isInstanceOf(ValueTooLargeException.class);
    }
}
