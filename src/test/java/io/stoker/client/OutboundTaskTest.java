package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.InlineLimit;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.ValueTooLargeException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboundTaskTest {
    private static final InlineLimit LIMIT = new InlineLimit(1_000, 5_000);

    private final IdentityHashMap<byte[], StoredValue> known = new IdentityHashMap<>();

    private static TaskSpec spec(Map<String, Payload> push, TaskOptions options) {
        return new TaskSpec("source", push, List.of("pulled"), options);
    }

    private OutboundTask outbound(TaskSpec spec) {
        return OutboundTask.of(spec, LIMIT, known);
    }

    @Test
    void aSmallTaskTravelsAsItIs() {
        TaskSpec small = spec(Map.of("a", Payload.of(new byte[900])), TaskOptions.NONE);
        assertThat(outbound(small)).isEqualTo(new OutboundTask(small, Map.of()));
    }

    @Test
    void whatIsTooLargeIsReplacedByItsReferenceAndAllElseStays() {
        byte[] large = new byte[2_000];
        Payload small = Payload.of(new byte[10]);
        TaskOptions options = TaskOptions.NONE.withRetries(2);
        OutboundTask task = outbound(spec(Map.of("a", Payload.of(large), "b", small), options));
        assertThat(task.values()).hasSize(1);
        StoredValue stored = task.values().keySet().iterator().next();
        assertThat(task.values().get(stored)).isSameAs(large);
        assertThat(stored.matches(large)).isTrue();
        assertThat(task.spec()).isEqualTo(spec(Map.of("a", stored, "b", small), options));
        assertThat(task.spec().payloadBytes()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void theValuesOfARecoveryCountAndGoTheSameWay() {
        byte[] large = new byte[2_000];
        TaskSpec recovery = spec(Map.of("a", Payload.of(large)), TaskOptions.NONE);
        OutboundTask task = outbound(spec(Map.of(), TaskOptions.NONE.withRecovery(recovery)));
        assertThat(task.values()).hasSize(1);
        assertThat(task.spec().stored()).containsExactlyElementsOf(task.values().keySet());
    }

    @Test
    void theSameBytesAreStoredOnce() {
        Map<String, Payload> push = Map.of("a", Payload.of(new byte[2_000]));
        OutboundTask first = outbound(spec(push, TaskOptions.NONE));
        OutboundTask second = outbound(spec(push, TaskOptions.NONE.withRecovery(spec(push, TaskOptions.NONE))));
        assertThat(second.values()).isEmpty();
        StoredValue stored = first.values().keySet().iterator().next();
        assertThat(second.spec().stored()).containsExactly(stored);
    }

    @Test
    void whatCannotBeSentAtAllIsRefusedWithTheLimit() {
        assertThatThrownBy(() -> outbound(spec(Map.of("a", Payload.of(new byte[5_001])), TaskOptions.NONE)))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("stoker.max-value-size");
        TaskSpec longSource = new TaskSpec("x".repeat(1_001), Map.of(), List.of(), TaskOptions.NONE);
        assertThatThrownBy(() -> outbound(longSource))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("1001 bytes")
                .hasMessageContaining("stoker.inline-limit");
    }
}
