package io.stoker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StoredValue;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueIndexTest {
    private long millis;
    private final ValueIndex index = new ValueIndex(1_000, 3, () -> java.time.Instant.ofEpochMilli(millis));
    private final List<StoredValue> values = IntStream.range(0, 5)
            .mapToObj(i -> new StoredValue(new UUID(0, i), 10, 0))
            .toList();

    private void assertFull() {
        assertThatThrownBy(() -> index.take(values.get(4)))
                .isInstanceOf(ValueRefusedException.class)
                .hasMessageContaining("it holds 3 values")
                .hasMessageContaining("stoker.keep-unused-values");
        assertThatThrownBy(() -> index.length(values.get(4)))
                .as("who asks hears it, too")
                .isInstanceOf(ValueRefusedException.class);
    }

    @Test
    void valuesThatNothingRefersToAreLimitedInNumberHoweverSmallTheyAre() {
        index.take(values.get(0));
        index.take(values.get(1));
        index.found(new ValueFolder.Found(values.get(2).id(), 10, true));
        assertFull();
        assertThatCode(() -> index.take(values.get(1))).as("which is there").doesNotThrowAnyException();
        index.refer(values.get(0).id(), 1);
        index.refer(values.get(0).id(), 1);
        index.take(values.get(3));
        assertFull();
        index.refer(values.get(0).id(), -1);
        index.remove(values.get(3).id());
        index.refer(values.get(0).id(), -1);
        assertFull();
        millis = 1_000;
        assertThat(index.sweep(Duration.ofSeconds(1))).hasSize(3);
        index.take(values.get(4));
        index.remove(values.get(0).id());
        index.take(values.get(0));
        index.take(values.get(1));
        assertThatThrownBy(() -> index.take(values.get(2))).hasMessageContaining("it holds 3 values");
    }
}
