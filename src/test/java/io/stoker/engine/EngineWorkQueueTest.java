package io.stoker.engine;

import static io.stoker.engine.Attempts.assignment;
import static io.stoker.engine.Attempts.id;
import static io.stoker.engine.Attempts.result;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Outcome;
import io.stoker.task.TestTasks;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.TestSecrets;
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
class EngineWorkQueueTest {
    private static final AttemptResult DONE = result(1);

    private final EngineWorkQueue queue = new EngineWorkQueue();

    private void add(long... tasks) {
        for (long task : tasks) {
            queue.add(assignment(task));
        }
    }

    private AttemptId start() throws InterruptedException {
        return Attempts.take(queue).attempt();
    }

    private void run(long task) throws InterruptedException {
        add(task);
        assertThat(start()).isEqualTo(id(task));
        queue.ended(id(task), DONE);
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
        assertThat(queue.held()).isEqualTo(HeldAttempts.NONE);
        run(1);
        add(2, 3, 4);
        start();
        assertThat(queue.held())
                .isEqualTo(new HeldAttempts(List.of(id(3), id(4)), List.of(id(2)), List.of(id(1)), false));
        assertThat(queue.isBusy()).isTrue();
    }

    @Test
    void anAssignmentThatWasSentTwiceIsTakenOnce() throws InterruptedException {
        add(1, 1);
        assertThat(queue.held().queued()).containsExactly(id(1));
        start();
        add(1);
        queue.ended(id(1), DONE);
        add(1);
        queue.acknowledge(id(1));
        add(1);
        assertThat(queue.held()).isEqualTo(HeldAttempts.NONE);
        assertThat(queue.isBusy()).isFalse();
    }

    @Test
    void anotherAttemptOfTheSameTaskIsAnotherOne() throws InterruptedException {
        run(1);
        queue.add(new Assignment(new AttemptId(1, 2), assignment(1).spec()));
        assertThat(start()).isEqualTo(new AttemptId(1, 2));
    }

    @Test
    void aReportStaysUntilItIsAcknowledged() throws InterruptedException {
        run(1);
        run(2);
        assertThat(queue.takeUnsent()).containsExactly(report(1), report(2));
        assertThat(queue.takeUnsent()).isEmpty();
        queue.acknowledge(id(1));
        assertThat(queue.held().unacknowledged()).containsExactly(id(2));
        queue.sendAgain();
        assertThat(queue.takeUnsent()).containsExactly(report(2));
        queue.acknowledge(id(2));
        queue.acknowledge(id(2));
        queue.sendAgain();
        assertThat(queue.takeUnsent()).isEmpty();
    }

    @Test
    void whatWaitsIsGivenBackUnstarted() {
        add(1, 2);
        queue.revoke(id(1));
        assertThat(queue.held()).isEqualTo(new HeldAttempts(List.of(id(2)), List.of(), List.of(id(1)), false));
        assertThat(queue.takeUnsent()).containsExactly(givenBack(1));
        add(1);
        assertThat(queue.held().queued()).containsExactly(id(2));
    }

    @Test
    void whatRunsIsNotGivenBackForItsReportIsDueAnyway() throws InterruptedException {
        add(1);
        start();
        queue.revoke(id(1));
        assertThat(queue.takeUnsent()).isEmpty();
        queue.ended(id(1), DONE);
        queue.revoke(id(1));
        assertThat(queue.takeUnsent()).containsExactly(report(1));
        queue.acknowledge(id(1));
        queue.revoke(id(1));
        assertThat(queue.takeUnsent()).isEmpty();
    }

    @Test
    void whatWasNeverReceivedIsGivenBackAndRefusedShouldItComeAfterAll() {
        queue.revoke(id(1));
        queue.revoke(id(1));
        assertThat(queue.takeUnsent()).containsExactly(givenBack(1));
        add(1);
        assertThat(queue.held()).isEqualTo(new HeldAttempts(List.of(), List.of(), List.of(id(1)), false));
        queue.acknowledge(id(1));
        add(1);
        assertThat(queue.held()).isEqualTo(HeldAttempts.NONE);
    }

    @Test
    void whatWaitsAndIsDroppedIsForgottenWithoutAReport() {
        add(1, 2);
        assertThat(queue.drop(id(1))).isNull();
        add(1);
        assertThat(queue.held().queued()).containsExactly(id(2));
        assertThat(queue.takeUnsent()).isEmpty();
    }

    @Test
    void whatRunsAndIsDroppedHasToBeInterruptedAndIsNotReported() throws InterruptedException {
        add(1);
        start();
        assertThat(queue.drop(id(1))).isNotNull();
        assertThat(queue.held().running()).containsExactly(id(1));
        assertThat(queue.takeStarted()).isEmpty();
        queue.ended(id(1), DONE);
        add(1);
        assertThat(queue.takeUnsent()).isEmpty();
        assertThat(queue.held()).isEqualTo(HeldAttempts.NONE);
        run(2);
        assertThat(queue.takeUnsent()).containsExactly(report(2));
    }

    @Test
    void aReportThatIsDroppedIsNotSentAgain() throws InterruptedException {
        run(1);
        run(2);
        assertThat(queue.drop(id(1))).isNull();
        queue.sendAgain();
        assertThat(queue.takeUnsent()).containsExactly(report(2));
    }

    @Test
    void theStartIsNewsOnceAndWhileItRuns() throws InterruptedException {
        add(1, 2);
        assertThat(queue.takeStarted()).isEmpty();
        start();
        assertThat(queue.takeStarted()).containsExactly(id(1));
        assertThat(queue.takeStarted()).isEmpty();
        queue.ended(id(1), DONE);
        start();
        queue.ended(id(2), DONE);
        assertThat(queue.takeStarted()).isEmpty();
    }

    private void addCall(long number) {
        ToDirect.Open open = new ToDirect.Open(
                new UUID(1, 2),
                false,
                1,
                "e",
                "c",
                TestSecrets.PASS,
                TestInbox.<WireMessage>create().getRef());
        queue.add(new Incoming(new CallerLine(open), number, new ToDirect.Keys()));
    }

    @Test
    void attemptsAreWantedAgainWhenTheCallsTheyGaveWayToAreCleared() throws InterruptedException {
        add(1, 2);
        start();
        addCall(1);
        assertThat(queue.givesWayToCalls()).isTrue();
        AtomicInteger rings = new AtomicInteger();
        queue.onNews(rings::incrementAndGet);
        assertThat(queue.removeCalls(call -> call.number() == 2)).isEmpty();
        assertThat(queue.givesWayToCalls()).isTrue();
        assertThat(queue.removeCalls(call -> call.number() == 1)).hasSize(1);
        assertThat(queue.givesWayToCalls()).isFalse();
        assertThat(rings).hasValue(1);
    }

    @Test
    void ofManyCallsThatWaitTheFirstAreShownAndTheOthersCounted() {
        for (int i = 1; i <= 3_000; i++) {
            addCall(i);
        }
        assertThat(queue.status().queue()).hasSize(1_001).last().isEqualTo("and 2000 more");
    }

    @Test
    void theBellRingsWhenAnAttemptHasEnded() throws InterruptedException {
        AtomicInteger old = new AtomicInteger();
        AtomicInteger rings = new AtomicInteger();
        queue.onNews(old::incrementAndGet);
        queue.onNews(rings::incrementAndGet);
        run(1);
        assertThat(rings).hasValue(1);
        assertThat(old).hasValue(0);
    }

    private static AttemptResult after(Duration time) {
        return TestTasks.result(Outcome.SUCCEEDED, Map.of(), null, "", "", time.toNanos());
    }

    @Test
    void reportsOfShortAttemptsGatherWhileOthersFollow() throws InterruptedException {
        AtomicInteger rings = new AtomicInteger();
        queue.onNews(rings::incrementAndGet);
        add(1, 2, 3, 4, 5);
        queue.ended(start(), after(Duration.ofNanos(900_000)));
        queue.ended(start(), after(Duration.ofNanos(900_000)));
        assertThat(rings).hasValue(0);
        queue.ended(start(), after(Duration.ofNanos(900_000)));
        assertThat(rings).as("more than two milliseconds").hasValue(1);
        assertThat(queue.takeUnsent()).hasSize(3);
        queue.ended(start(), after(Duration.ofMillis(1)));
        assertThat(rings).as("no short one").hasValue(2);
        queue.ended(start(), after(Duration.ofNanos(1)));
        assertThat(rings).as("nothing follows").hasValue(3);
    }

    @Test
    void manyReportsEndTheGathering() throws InterruptedException {
        AtomicInteger rings = new AtomicInteger();
        add(LongStream.range(0, 40).toArray());
        queue.onNews(rings::incrementAndGet);
        for (int i = 0; i < 32; i++) {
            assertThat(rings).hasValue(0);
            queue.ended(start(), after(Duration.ZERO));
        }
        assertThat(rings).hasValue(1);
        queue.takeUnsent();
        queue.ended(start(), after(Duration.ZERO));
        assertThat(rings).hasValue(1);
    }
}
