package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.FinishedTask;
import io.stoker.task.LedgerChangedException;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Results results = new Results();

    private static FinishedTask task(long id) {
        return TestTasks.finished(
                id,
                TaskState.SUCCEEDED,
                0,
                1,
                2,
                3,
                4,
                new ResultBody(null, Map.of("a", Payload.of(new byte[1])), "out", ""),
                List.of(),
                null);
    }

    private void arrived(List<FinishedTask> whole, List<FinishedTask> brief, Long... unknown) {
        results.arrived(new ToClient.Results(
                whole,
                brief,
                Stream.of(unknown)
                        .map(id -> new ToClient.Unknown(id, id, "no task has the id " + id))
                        .toList()));
    }

    private void assertWanted(boolean brief, long... ranges) {
        ToController.Watch wanted = results.next();
        assertThat(wanted.ranges()).isEqualTo(ranges);
        assertThat(wanted.brief()).isEqualTo(brief);
    }

    private void assertNothingWanted() {
        assertThat(results.next()).isNull();
    }

    @Test
    void whatIsWaitedForIsAskedForOnceAsRanges() {
        LongStream.of(5, 3, 4, 9, 0, 11, 10, 3).forEach(id -> results.await(id, false));
        assertWanted(false, 0, 0, 3, 5, 9, 11);
        assertNothingWanted();
    }

    @Test
    void wholeResultsAreAskedForBeforeBriefOnes() {
        results.await(1, true);
        results.await(2, false);
        assertWanted(false, 2, 2);
        assertWanted(true, 1, 1);
        assertNothingWanted();
    }

    @Test
    void idsFarBeyondWhatFitsIntoAnIntAreTakenForWhatTheyAre() {
        results.await(Long.MAX_VALUE, false);
        results.await(Long.MAX_VALUE - 1, false);
        results.await(-1, false);
        assertWanted(false, -1, -1, Long.MAX_VALUE - 1, Long.MAX_VALUE);
    }

    @Test
    void manyRangesAreAskedForInSeveralMessages() {
        LongStream.range(0, 10_000).forEach(i -> results.await(2 * i, false));
        int asked = 0;
        for (ToController.Watch next = results.next(); next != null; next = results.next()) {
            assertThat(next.ranges().length).isLessThanOrEqualTo(8_000);
            asked += next.ranges().length / 2;
        }
        assertThat(asked).isEqualTo(10_000);
    }

    @Test
    void aLongRangeIsAskedForInPieces() {
        LongStream.range(0, 120_000).forEach(i -> results.await(i, true));
        assertWanted(true, 0, 49_999);
        assertWanted(true, 50_000, 99_999);
        assertWanted(true, 100_000, 119_999);
        assertNothingWanted();
    }

    @Test
    void aWholeResultEndsEveryWaitForItsTask() {
        CompletableFuture<FinishedTask> brief = results.await(1, true);
        CompletableFuture<FinishedTask> first = results.await(1, false);
        CompletableFuture<FinishedTask> second = results.await(1, false);
        CompletableFuture<FinishedTask> other = results.await(2, false);
        FinishedTask task = task(1);
        arrived(List.of(task), List.of());
        assertThat(List.of(brief, first, second)).allSatisfy(f -> assertThat(f).isCompletedWithValue(task));
        assertThat(other).isNotDone();
        assertWanted(false, 2, 2);
        assertNothingWanted();
    }

    @Test
    void aBriefResultEndsTheBriefWaitsOnly() {
        CompletableFuture<FinishedTask> brief = results.await(1, true);
        CompletableFuture<FinishedTask> whole = results.await(1, false);
        arrived(List.of(), List.of(task(1).brief()));
        assertThat(brief).isCompleted();
        assertThat(whole).isNotDone();
        assertWanted(false, 1, 1);
        assertNothingWanted();
    }

    @Test
    void anIdThatNoTaskHasFailsItsWaitsNamingIt() {
        CompletableFuture<FinishedTask> brief = results.await(7, true);
        CompletableFuture<FinishedTask> whole = results.await(7, false);
        arrived(List.of(), List.of(), 7L, 8L);
        assertThatThrownBy(brief::join)
                .hasCauseInstanceOf(UnknownTaskException.class)
                .hasMessageContaining("7");
        assertThatThrownBy(whole::join).hasCauseInstanceOf(UnknownTaskException.class);
        assertNothingWanted();
    }

    @Test
    void aResultThatComesTwiceOrUnaskedIsNoHarm() {
        CompletableFuture<FinishedTask> wait = results.await(1, false);
        FinishedTask task = task(1);
        arrived(List.of(task), List.of());
        arrived(List.of(task(1), task(5)), List.of(task(6)), 1L);
        assertThat(wait).isCompletedWithValue(task);
    }

    @Test
    void whatWasAskedForIsAskedForAgainWhenTheControllerIsAnotherOne() {
        results.await(1, false);
        results.await(2, true);
        results.await(3, false);
        results.next();
        results.next();
        arrived(List.of(task(3)), List.of());
        results.sendAgain();
        assertWanted(false, 1, 1);
        assertWanted(true, 2, 2);
        assertNothingWanted();
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotAskedFor() {
        CompletableFuture<FinishedTask> one = results.await(1, false);
        CompletableFuture<FinishedTask> two = results.await(1, false);
        results.forget(1, one);
        results.sendAgain();
        assertWanted(false, 1, 1);
        results.forget(1, two);
        results.forget(2, two);
        results.sendAgain();
        assertNothingWanted();
        results.await(1, false);
        assertWanted(false, 1, 1);
    }

    @Test
    void ofManyWhoWaitForOneTaskEachMayLeave() {
        List<CompletableFuture<FinishedTask>> many =
                Stream.generate(() -> results.await(1, false)).limit(100).toList();
        many.subList(0, 50).forEach(future -> results.forget(1, future));
        assertThat(results.awaited()).isEqualTo(50);
        arrived(List.of(task(1)), List.of());
        assertThat(many.subList(0, 50)).noneMatch(CompletableFuture::isDone);
        assertThat(many.subList(50, 100)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void whenAllFailNothingIsAskedForAnyMore() {
        CompletableFuture<FinishedTask> whole = results.await(1, false);
        CompletableFuture<FinishedTask> brief = results.await(2, true);
        results.failAll(new LedgerChangedException("another ledger"));
        assertThatThrownBy(whole::join).hasCauseInstanceOf(LedgerChangedException.class);
        assertThatThrownBy(brief::join).hasCauseInstanceOf(LedgerChangedException.class);
        results.sendAgain();
        assertNothingWanted();
    }

    @Test
    void ofSeveralEndsThatAreWaitedForTogetherItIsKnownWhichAreMissing() {
        Ends ends = Ends.of(results, true, 3, 1, 2);
        arrived(List.of(), List.of(task(1).brief()));
        assertThat(ends.missing()).containsExactly(3, 2);
        assertThat(ends.all()).isNotDone();
        ends.forget();
        assertThat(results.awaited()).isZero();
    }

    @Test
    void severalEndsComeInTheOrderInWhichTheyWereAskedFor() {
        Ends ends = Ends.of(results, false, 2, 1, 2);
        FinishedTask one = task(1);
        FinishedTask two = task(2);
        arrived(List.of(one), List.of());
        arrived(List.of(two), List.of());
        assertThat(ends.all()).isCompletedWithValue(List.of(two, one, two));
    }
}
