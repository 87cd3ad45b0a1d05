package io.stoker.engine;

import static io.stoker.engine.Attempts.assignment;
import static io.stoker.engine.Attempts.id;
import static io.stoker.engine.Attempts.result;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Outcome;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class WorkbenchTest {
    private static final AttemptResult DONE = result(1);

    private final Workbench bench = new Workbench();

    private void add(long... tasks) {
        for (long task : tasks) {
            bench.add(assignment(task));
        }
    }

    private AttemptId start() throws InterruptedException {
        return Attempts.take(bench).attempt();
    }

    private void run(long task) throws InterruptedException {
        add(task);
        assertThat(start()).isEqualTo(id(task));
        bench.ended(id(task), DONE);
    }

    private static AttemptReport report(long task) {
        return new AttemptReport(id(task), DONE);
    }

    private static AttemptReport givenBack(long task) {
        return new AttemptReport(id(task), null);
    }

    @Test
    void attemptsAreTakenInTheOrderTheyCame() throws InterruptedException {
        add(3, 1, 2);
        assertThat(List.of(start(), start(), start())).containsExactly(id(3), id(1), id(2));
    }

    @Test
    void whatItHoldsIsStatedAsItIs() throws InterruptedException {
        assertThat(bench.held()).isEqualTo(HeldAttempts.NONE);
        run(1);
        add(2, 3, 4);
        start();
        assertThat(bench.held())
                .isEqualTo(new HeldAttempts(List.of(id(3), id(4)), List.of(id(2)), List.of(id(1)), false));
        assertThat(bench.isBusy()).isTrue();
    }

    @Test
    void anAssignmentThatWasSentTwiceIsTakenOnce() throws InterruptedException {
        add(1, 1);
        assertThat(bench.held().queued()).containsExactly(id(1));
        start();
        add(1);
        bench.ended(id(1), DONE);
        add(1);
        bench.acknowledge(id(1));
        add(1);
        assertThat(bench.held()).isEqualTo(HeldAttempts.NONE);
        assertThat(bench.isBusy()).isFalse();
    }

    @Test
    void anotherAttemptOfTheSameTaskIsAnotherOne() throws InterruptedException {
        run(1);
        bench.add(new Assignment(new AttemptId(1, 2), assignment(1).spec()));
        assertThat(start()).isEqualTo(new AttemptId(1, 2));
    }

    @Test
    void aReportStaysUntilItIsAcknowledged() throws InterruptedException {
        run(1);
        run(2);
        assertThat(bench.takeUnsent()).containsExactly(report(1), report(2));
        assertThat(bench.takeUnsent()).isEmpty();
        bench.acknowledge(id(1));
        assertThat(bench.held().unacknowledged()).containsExactly(id(2));
        bench.sendAgain();
        assertThat(bench.takeUnsent()).containsExactly(report(2));
        bench.acknowledge(id(2));
        bench.acknowledge(id(2));
        bench.sendAgain();
        assertThat(bench.takeUnsent()).isEmpty();
    }

    @Test
    void whatWaitsIsGivenBackUnstarted() {
        add(1, 2);
        bench.revoke(id(1));
        assertThat(bench.held()).isEqualTo(new HeldAttempts(List.of(id(2)), List.of(), List.of(id(1)), false));
        assertThat(bench.takeUnsent()).containsExactly(givenBack(1));
        add(1);
        assertThat(bench.held().queued()).containsExactly(id(2));
    }

    @Test
    void whatRunsIsNotGivenBackForItsReportIsDueAnyway() throws InterruptedException {
        add(1);
        start();
        bench.revoke(id(1));
        assertThat(bench.takeUnsent()).isEmpty();
        bench.ended(id(1), DONE);
        bench.revoke(id(1));
        assertThat(bench.takeUnsent()).containsExactly(report(1));
        bench.acknowledge(id(1));
        bench.revoke(id(1));
        assertThat(bench.takeUnsent()).isEmpty();
    }

    @Test
    void whatWasNeverReceivedIsGivenBackAndRefusedShouldItComeAfterAll() {
        bench.revoke(id(1));
        bench.revoke(id(1));
        assertThat(bench.takeUnsent()).containsExactly(givenBack(1));
        add(1);
        assertThat(bench.held()).isEqualTo(new HeldAttempts(List.of(), List.of(), List.of(id(1)), false));
        bench.acknowledge(id(1));
        add(1);
        assertThat(bench.held()).isEqualTo(HeldAttempts.NONE);
    }

    @Test
    void whatWaitsAndIsDroppedIsForgottenWithoutAReport() {
        add(1, 2);
        assertThat(bench.drop(id(1))).isNull();
        add(1);
        assertThat(bench.held().queued()).containsExactly(id(2));
        assertThat(bench.takeUnsent()).isEmpty();
    }

    @Test
    void whatRunsAndIsDroppedHasToBeInterruptedAndIsNotReported() throws InterruptedException {
        add(1);
        start();
        assertThat(bench.drop(id(1))).isNotNull();
        assertThat(bench.held().running()).containsExactly(id(1));
        assertThat(bench.takeStarted()).isEmpty();
        bench.ended(id(1), DONE);
        add(1);
        assertThat(bench.takeUnsent()).isEmpty();
        assertThat(bench.held()).isEqualTo(HeldAttempts.NONE);
        run(2);
        assertThat(bench.takeUnsent()).containsExactly(report(2));
    }

    @Test
    void aReportThatIsDroppedIsNotSentAgain() throws InterruptedException {
        run(1);
        run(2);
        assertThat(bench.drop(id(1))).isNull();
        bench.sendAgain();
        assertThat(bench.takeUnsent()).containsExactly(report(2));
    }

    @Test
    void theStartIsNewsOnceAndWhileItRuns() throws InterruptedException {
        add(1, 2);
        assertThat(bench.takeStarted()).isEmpty();
        start();
        assertThat(bench.takeStarted()).containsExactly(id(1));
        assertThat(bench.takeStarted()).isEmpty();
        bench.ended(id(1), DONE);
        start();
        bench.ended(id(2), DONE);
        assertThat(bench.takeStarted()).isEmpty();
    }

    private void addCall(long number) {
        ToDirect.Open open = new ToDirect.Open(
                new UUID(1, 2),
                false,
                1,
                "e",
                "c",
                TestInbox.<WireMessage>create().getRef());
        bench.add(new Incoming(new CallerLine(open), number, new ToDirect.Keys()));
    }

    @Test
    void attemptsAreWantedAgainWhenTheCallsTheyGaveWayToAreCleared() throws InterruptedException {
        add(1, 2);
        start();
        addCall(1);
        assertThat(bench.givesWayToCalls()).isTrue();
        AtomicInteger rings = new AtomicInteger();
        bench.onNews(rings::incrementAndGet);
        assertThat(bench.removeCalls(call -> call.number() == 2)).isEmpty();
        assertThat(bench.givesWayToCalls()).isTrue();
        assertThat(bench.removeCalls(call -> call.number() == 1)).hasSize(1);
        assertThat(bench.givesWayToCalls()).isFalse();
        assertThat(rings).hasValue(1);
    }

    @Test
    void ofManyCallsThatWaitTheFirstAreShownAndTheOthersCounted() {
        for (int i = 1; i <= 3_000; i++) {
            addCall(i);
        }
        assertThat(bench.status().queue()).hasSize(1_001).last().isEqualTo("and 2000 more");
    }

    @Test
    void theBellRingsWhenAnAttemptHasEnded() throws InterruptedException {
        AtomicInteger old = new AtomicInteger();
        AtomicInteger rings = new AtomicInteger();
        bench.onNews(old::incrementAndGet);
        bench.onNews(rings::incrementAndGet);
        run(1);
        assertThat(rings).hasValue(1);
        assertThat(old).hasValue(0);
    }

    private static AttemptResult after(Duration time) {
        return new AttemptResult(Outcome.SUCCEEDED, Map.of(), null, "", "", time.toNanos());
    }

    @Test
    void reportsOfShortAttemptsGatherWhileOthersFollow() throws InterruptedException {
        AtomicInteger rings = new AtomicInteger();
        bench.onNews(rings::incrementAndGet);
        add(1, 2, 3, 4, 5);
        bench.ended(start(), after(Duration.ofNanos(900_000)));
        bench.ended(start(), after(Duration.ofNanos(900_000)));
        assertThat(rings).hasValue(0);
        bench.ended(start(), after(Duration.ofNanos(900_000)));
        assertThat(rings).as("more than two milliseconds").hasValue(1);
        assertThat(bench.takeUnsent()).hasSize(3);
        bench.ended(start(), after(Duration.ofMillis(1)));
        assertThat(rings).as("no short one").hasValue(2);
        bench.ended(start(), after(Duration.ofNanos(1)));
        assertThat(rings).as("nothing follows").hasValue(3);
    }

    @Test
    void manyReportsEndTheGathering() throws InterruptedException {
        AtomicInteger rings = new AtomicInteger();
        add(LongStream.range(0, 40).toArray());
        bench.onNews(rings::incrementAndGet);
        for (int i = 0; i < 32; i++) {
            assertThat(rings).hasValue(0);
            bench.ended(start(), after(Duration.ZERO));
        }
        assertThat(rings).hasValue(1);
        bench.takeUnsent();
        bench.ended(start(), after(Duration.ZERO));
        assertThat(rings).hasValue(1);
    }
}
