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
class EngineWorkQueueOfAnotherLedgerTest {
    /** Shown until it has ended, so that the controller gives the engine nothing meanwhile. */
    private static final AttemptId NOBODYS = new AttemptId(-1, 0);

    private final EngineWorkQueue queue = new EngineWorkQueue();

    private void run(long task) throws InterruptedException {
        queue.add(assignment(task));
        Attempts.take(queue);
        queue.ended(id(task), result(1));
    }

    @Test
    void allThatWasHeldIsForgotten() throws InterruptedException {
        run(0);
        queue.add(assignment(1));
        Attempts.take(queue);
        queue.add(assignment(2));
        queue.dropAll();
        assertThat(queue.held()).isEqualTo(new HeldAttempts(List.of(), List.of(NOBODYS), List.of(), false));
        queue.ended(id(1), result(1));
        assertThat(queue.takeUnsent()).isEmpty();
        assertThat(queue.held()).isEqualTo(HeldAttempts.NONE);
    }

    @Test
    void whatRunsIsToBeInterruptedEachTimeItIsDropped() throws InterruptedException {
        queue.add(assignment(1));
        Assignment old = Attempts.take(queue);
        assertThat(queue.dropAll()).isSameAs(old);
        assertThat(queue.drop(NOBODYS)).isSameAs(old);
        assertThat(queue.drop(NOBODYS)).isSameAs(old);
        assertThat(queue.running(id(1))).isNull();
        queue.ended(id(1), result(1));
        assertThat(queue.drop(NOBODYS)).isNull();
    }

    @Test
    void anAttemptOfTheSameNumberAsOneThatHasEndedIsTaken() throws InterruptedException {
        run(0);
        queue.acknowledge(id(0));
        run(1);
        queue.dropAll();
        run(0);
        run(1);
        assertThat(queue.takeUnsent()).extracting(AttemptReport::attempt).containsExactly(id(0), id(1));
    }

    @Test
    void anAttemptOfTheSameNumberAsTheOneThatRunsIsTakenWhenThatHasEnded() throws InterruptedException {
        queue.add(assignment(0));
        Attempts.take(queue);
        queue.dropAll();
        queue.add(assignment(0));
        assertThat(queue.held()).isEqualTo(new HeldAttempts(List.of(id(0)), List.of(NOBODYS), List.of(), false));
        queue.ended(id(0), result(1));
        assertThat(queue.takeUnsent()).isEmpty();
        assertThat(Attempts.take(queue)).isEqualTo(assignment(0));
        queue.ended(id(0), result(2));
        assertThat(queue.takeUnsent()).extracting(AttemptReport::attempt).containsExactly(id(0));
    }

    @Test
    void whatWasNotAcknowledgedNoLongerKeepsTheEngineFromTaking() throws InterruptedException {
        for (int task = 0; task < 1_000; task++) {
            run(task);
        }
        queue.dropAll();
        run(0);
        assertThat(queue.held().unacknowledged()).containsExactly(id(0));
    }
}
