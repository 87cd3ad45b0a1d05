package io.stoker.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.stoker.ledger.OpenState;
import io.stoker.store.StoreException;
import io.stoker.task.Attempt;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlobsTest {
    private static final String TEXT = "Grüße, \u0000\u0007, 漢字, \uD83D\uDD25, \u2028";
    private static final Map<String, Payload> VALUES = Map.of(
            "größe",
            Payload.of(new byte[] {0, -1, 127}),
            "large",
            StoredValue.of(new byte[5]),
            "x",
            Payload.of(new byte[0]));

    private static Blobs.Rules readAgain(Blobs.Rules rules) {
        return Blobs.decode(Blobs.encode(rules), Blobs.Rules.class, "it");
    }

    private static Blobs.History readAgain(Blobs.History history) {
        return Blobs.decode(Blobs.encode(history), Blobs.History.class, "it");
    }

    @Test
    void whatRulesNeedIsReadAsItWasWrittenWithAllOptionsAndRecoveries() {
        TaskSpec innermost = TestTasks.spec("z");
        TaskSpec recovery = TestTasks.spec(TEXT, VALUES, List.of("a", "b"), TaskOptions.NONE.withRecovery(innermost));
        TaskOptions all =
                new TaskOptions(Integer.MAX_VALUE, true, true, true, "RAM > 1", recovery, true, true, Map.of());
        for (TaskOptions options : List.of(all, TaskOptions.NONE, TaskOptions.NONE.withClearAfter())) {
            Blobs.Rules rules = new Blobs.Rules(recovery.values(), options);
            assertThat(readAgain(rules)).isEqualTo(rules);
        }
        Blobs.Rules least = new Blobs.Rules(List.of(), TaskOptions.NONE);
        assertThat(readAgain(least)).isEqualTo(least);
    }

    @Test
    void attemptsAndStoredValuesAreReadAsTheyWereWritten() {
        List<Attempt> attempts = List.of(
                new Attempt(1, -1, Outcome.LOST, Long.MIN_VALUE, Long.MAX_VALUE, TEXT),
                new Attempt(2, Integer.MAX_VALUE, Outcome.SUCCEEDED, 0, 1, null));
        Blobs.History history = new Blobs.History(List.of(StoredValue.of(new byte[5])), attempts);
        assertThat(readAgain(history)).isEqualTo(history);
        Blobs.History least = new Blobs.History(List.of(), List.of());
        assertThat(readAgain(least)).isEqualTo(least);
    }

    @Test
    void aStateThatWasWrittenBeforeThereWereSuspectsIsOfNone() throws IOException {
        OpenState suspect =
                new OpenState(TaskState.QUEUED, 3, null, false, 1, 2, true, false, 0, List.of(), List.of(), true, true);
        CBORMapper mapper = new CBORMapper();
        ArrayNode parts = (ArrayNode) mapper.readTree(Blobs.encode(suspect));
        assertThat(Blobs.decode(mapper.writeValueAsBytes(parts), OpenState.class, "it"))
                .isEqualTo(suspect);
        parts.remove(parts.size() - 1);
        assertThat(Blobs.decode(mapper.writeValueAsBytes(parts), OpenState.class, "it"))
                .isEqualTo(new OpenState(
                        TaskState.QUEUED, 3, null, false, 1, 2, true, false, 0, List.of(), List.of(), true, false));
    }

    @Test
    void whatIsNothingOfTheKindIsRefusedByItsName() {
        assertThatThrownBy(() -> Blobs.decode(new byte[] {1, 2}, Blobs.History.class, "the result of task 5"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the result of task 5 cannot be read");
    }
}
