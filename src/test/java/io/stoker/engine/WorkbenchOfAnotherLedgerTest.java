package io.stoker.engine;

import static io.stoker.engine.Attempts.assignment;
import static io.stoker.engine.Attempts.id;
import static io.stoker.engine.Attempts.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine.Assignment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another ledger counts its tasks from 0 again: its attempts are none of those that were held for the old one. */
@Timeout(300)
class WorkbenchOfAnotherLedgerTest {
    /** Shown until it has ended, so that the controller gives the engine nothing meanwhile. */
    private static final AttemptId NOBODYS = new AttemptId(-1, 0);

    private final Workbench bench = new Workbench();

    private void run(long task) throws InterruptedException {
        bench.add(assignment(task));
        Attempts.take(bench);
        bench.ended(id(task), result(1));
    }

    @Test
    void allThatWasHeldIsForgotten() throws InterruptedException {
        run(0);
        bench.add(assignment(1));
        Attempts.take(bench);
        bench.add(assignment(2));
        bench.dropAll();
        assertThat(bench.held()).isEqualTo(new HeldAttempts(List.of(), List.of(NOBODYS), List.of(), false));
        bench.ended(id(1), result(1));
        assertThat(bench.takeUnsent()).isEmpty();
        assertThat(bench.held()).isEqualTo(HeldAttempts.NONE);
    }

    @Test
    void whatRunsIsToBeInterruptedEachTimeItIsDropped() throws InterruptedException {
        bench.add(assignment(1));
        Assignment old = Attempts.take(bench);
        assertThat(bench.dropAll()).isSameAs(old);
        assertThat(bench.drop(NOBODYS)).isSameAs(old);
        assertThat(bench.drop(NOBODYS)).isSameAs(old);
        assertThat(bench.running(id(1))).isNull();
        bench.ended(id(1), result(1));
        assertThat(bench.drop(NOBODYS)).isNull();
    }

    @Test
    void anAttemptOfTheSameNumberAsOneThatHasEndedIsTaken() throws InterruptedException {
        run(0);
        bench.acknowledge(id(0));
        run(1);
        bench.dropAll();
        run(0);
        run(1);
        assertThat(bench.takeUnsent()).extracting(AttemptReport::attempt).containsExactly(id(0), id(1));
    }

    @Test
    void anAttemptOfTheSameNumberAsTheOneThatRunsIsTakenWhenThatHasEnded() throws InterruptedException {
        bench.add(assignment(0));
        Attempts.take(bench);
        bench.dropAll();
        bench.add(assignment(0));
        assertThat(bench.held()).isEqualTo(new HeldAttempts(List.of(id(0)), List.of(NOBODYS), List.of(), false));
        bench.ended(id(0), result(1));
        assertThat(bench.takeUnsent()).isEmpty();
        assertThat(Attempts.take(bench)).isEqualTo(assignment(0));
        bench.ended(id(0), result(2));
        assertThat(bench.takeUnsent()).extracting(AttemptReport::attempt).containsExactly(id(0));
    }

    @Test
    void whatWasNotAcknowledgedNoLongerKeepsTheEngineFromTaking() throws InterruptedException {
        for (int task = 0; task < 1_000; task++) {
            run(task);
        }
        bench.dropAll();
        run(0);
        assertThat(bench.held().unacknowledged()).containsExactly(id(0));
    }
}
