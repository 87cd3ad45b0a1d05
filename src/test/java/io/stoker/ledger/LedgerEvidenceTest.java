package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.TestTasks;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerEvidenceTest {

    /** The other half could not be sent to anybody, and with it the whole result. */
    @ParameterizedTest
    @ValueSource(ints = {480, 481})
    void evidenceIsNeverCutInTheMiddleOfACharacter(int plain) {
        Scene scene = new Scene();
        long id = scene.submit(Scene.task("x"));
        AttemptId attempt = scene.run(id, "A");
        Failure failure = Failure.of(Failure.Kind.USER_CODE, "E", "x".repeat(plain) + "\uD83D\uDD25".repeat(20));
        scene.decide(new Command.Report("A", attempt, TestTasks.result(Outcome.FAILED, Map.of(), failure, "", "", 1)));
        String evidence = scene.finished(id).attempts().get(0).evidence();
        assertThat(evidence).startsWith("E: xxx").endsWith("characters in all)").hasSizeBetween(400, 501);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(evidence)).isTrue();
    }
}
