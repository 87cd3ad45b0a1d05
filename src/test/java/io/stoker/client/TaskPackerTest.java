package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.InlineLimit;
import io.stoker.task.Payload;
import io.stoker.task.SourceBody;
import io.stoker.task.StoredValue;
import io.stoker.task.Task;
import io.stoker.task.TestTasks;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.Values;
import io.stoker.wire.values.ValueClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskPackerTest {
    private final TaskPacker packer =
            new TaskPacker(new InlineLimit(1_000, 5_000), new Functions("client", () -> "", new ValueClient()));

    private static Task pushing(Map<String, ?> values) {
        return Task.of("source").push(values).pull("pulled");
    }

    private static byte[] encoded(Task task, String name) {
        return ((Payload.Inline) task.body().arguments().get(name)).bytes();
    }

    @Test
    void aSmallTaskTravelsAsItIs() {
        Task small = pushing(Map.of("a", new byte[900]))
                .retries(1)
                .recoveryTask(pushing(Map.of("b", 1)).retries(2));
        assertThat(packer.pack(small))
                .isEqualTo(new OutboundTask(TestTasks.spec(small), Map.of(), List.of(), Map.of()));
    }

    @Test
    void whatIsTooLargeIsReplacedByItsReferenceAndAllElseStays() {
        Task task = pushing(Map.of("a", new byte[2_000], "b", "small")).retries(2);
        OutboundTask packed = packer.pack(task);
        assertThat(packed.values()).hasSize(1);
        StoredValue stored = packed.values().keySet().iterator().next();
        assertThat(packed.values().get(stored)).isSameAs(encoded(task, "a"));
        assertThat(stored.matches(encoded(task, "a"))).isTrue();
        assertThat(packed.spec().values()).containsExactly(stored);
        assertThat(packed.spec().options()).isEqualTo(task.options());
        SourceBody body = TestTasks.body(packed.spec());
        assertThat(body.arguments()).isEqualTo(Map.of("a", stored, "b", Payload.of(Values.encode("b", "small"))));
        assertThat(body.source()).isEqualTo("source");
        assertThat(body.pull()).containsExactly("pulled");
        assertThat(body.payloadBytes()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void theValuesOfARecoveryCountAndGoTheSameWay() {
        OutboundTask task = packer.pack(Task.of("a").recoveryTask(pushing(Map.of("a", new byte[2_000]))));
        assertThat(task.values()).hasSize(1);
        assertThat(task.spec().values()).isEmpty();
        assertThat(task.spec().stored()).containsExactlyElementsOf(task.values().keySet());
    }

    @Test
    void theSameBytesAreStoredOnce() {
        Task task = pushing(Map.of("a", new byte[2_000]));
        OutboundTask first = packer.pack(task);
        OutboundTask second = packer.pack(task.recoveryTask(task));
        assertThat(second.values()).isEmpty();
        StoredValue stored = first.values().keySet().iterator().next();
        assertThat(second.spec().stored()).containsExactly(stored);
    }

    @Test
    void theCodeOfTasksThatDifferInTheirValuesIsEncodedOnce() {
        OutboundTask first = packer.pack(pushing(Map.of("a", 1)));
        OutboundTask second = packer.pack(pushing(Map.of("a", 2)).retries(2));
        assertThat(second.spec().code()).isSameAs(first.spec().code());
        assertThat(second.spec().arguments()).isNotEqualTo(first.spec().arguments());
        assertThat(packer.pack(Task.of("source")).spec().code())
                .as("it pulls nothing")
                .isNotEqualTo(first.spec().code());
    }

    @Test
    void whatCannotBeSentAtAllIsRefusedWithTheLimit() {
        assertThatThrownBy(() -> packer.pack(pushing(Map.of("a", new byte[5_001]))))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("stoker.max-value-size");
        assertThatThrownBy(() -> packer.pack(Task.of("x".repeat(1_001))))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("1001 bytes")
                .hasMessageContaining("stoker.inline-limit");
    }
}
