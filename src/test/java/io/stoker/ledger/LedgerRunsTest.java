package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has submitted which tasks is noted by runs of them. */
class LedgerRunsTest {
    private static final Now NOW = new Now(0, 1_000);
    private static final TaskSpec SPEC = TestTasks.spec("a");

    private final Ledger ledger = new Ledger(new LedgerSettings(3, Duration.ofSeconds(20), 1_000), Snapshot.EMPTY, NOW);

    private void submit(String session, long key, int count) {
        List<TaskSpec> specs = Collections.nCopies(count, SPEC);
        ledger.decide(new Command.Submit(TestTasks.client(session), 0, key, specs), NOW);
    }

    private List<SubmittedRun> runs() {
        return ledger.takeChanges().submitted();
    }

    @Test
    void tasksOfOneSessionAreOneRunAsLongAsNobodyElseComesBetween() {
        submit("a", 1, 3);
        submit("a", 4, 2);
        assertThat(runs()).extracting(SubmittedRun::first, SubmittedRun::last).containsExactly(tuple(0L, 4L));
        submit("a", 6, 1);
        assertThat(runs()).containsExactly(new SubmittedRun(0, 5, 1_000, TestTasks.client("a")));
    }

    @Test
    void eachSessionHasRunsOfItsOwn() {
        submit("a", 1, 1);
        submit("b", 1, 2);
        submit("a", 2, 1);
        assertThat(runs())
                .extracting(run -> run.by().session(), SubmittedRun::first, SubmittedRun::last)
                .containsExactly(tuple("a", 0L, 0L), tuple("b", 1L, 2L), tuple("a", 3L, 3L));
    }

    @Test
    void whatIsSubmittedAgainIsNotNotedAgain() {
        submit("a", 1, 2);
        runs();
        submit("a", 1, 2);
        assertThat(ledger.hasChanges()).isFalse();
    }

    @Test
    void otherLabelsUnderTheSameKeyAreAnotherTask() {
        submit("a", 1, 1);
        TaskSpec labelled = SPEC.with(SPEC.options().withLabel("k", "v"));
        Decision decision = ledger.decide(new Command.Submit(TestTasks.client("a"), 0, 1, List.of(labelled)), NOW);
        assertThat(((Answer.Refused) decision.answer()).reason()).isEqualTo(Answer.Refusal.KEY_REUSED);
    }
}
