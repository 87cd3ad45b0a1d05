package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.AlreadyAbortedException;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.KeyReusedException;
import io.stoker.task.LedgerChangedException;
import io.stoker.task.PinnedException;
import io.stoker.task.RefusedException;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.Batches;
import io.stoker.wire.Once;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToClient.Reason;
import io.stoker.wire.ToController;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommandsTest {
    private static final long SECOND = 1_000_000_000L;

    private final Commands commands = new Commands();

    static TaskSpec spec(String source) {
        return TestTasks.spec(source);
    }

    private CompletableFuture<long[]> submit(int count) {
        return commands.submit(Collections.nCopies(count, spec("x")));
    }

    private ToController.Submit nextSubmit() {
        return (ToController.Submit) commands.next(0);
    }

    private void accept(long firstKey, long... ids) {
        commands.accepted(new ToClient.Accepted(firstKey, ids));
    }

    private static void assertIds(CompletableFuture<long[]> future, long... ids) {
        assertThat(future).isCompleted();
        assertThat(future.join()).isEqualTo(ids);
    }

    @Test
    void tasksThatWereSubmittedTogetherTravelTogetherAndGetTheirIds() {
        CompletableFuture<long[]> ids = submit(3);
        ToController.Submit sent = nextSubmit();
        assertThat(sent.firstKey()).isEqualTo(1);
        assertThat(sent.acknowledged()).isZero();
        assertThat(sent.specs()).hasSize(3);
        assertThat(commands.next(0)).isNull();
        accept(1, 10, 11, 12);
        assertIds(ids, 10, 11, 12);
    }

    @Test
    void nothingIsCompletedWithoutBeingSent() {
        assertIds(submit(0));
        assertThat(commands.next(0)).isNull();
    }

    @Test
    void aMessageHoldsNoMoreThanFitsAndATooLargeTaskTravelsAlone() {
        TaskSpec half = spec("x".repeat(Batches.MAX_BYTES / 2));
        TaskSpec large = spec("x".repeat(2 * Batches.MAX_BYTES));
        CompletableFuture<long[]> ids = commands.submit(List.of(half, spec("y"), half, large, spec("z")));
        assertThat(nextSubmit().specs()).hasSize(2);
        assertThat(nextSubmit().specs()).hasSize(1);
        assertThat(nextSubmit().specs()).containsExactly(large);
        assertThat(nextSubmit().specs()).containsExactly(spec("z"));
        accept(5, 4);
        accept(1, 0, 1);
        accept(4, 3);
        assertThat(ids).isNotDone();
        accept(3, 2);
        assertIds(ids, 0, 1, 2, 3, 4);
    }

    @Test
    void tasksWhoseEndsAreWantedTravelApartFromThoseWhoseIdsAreEnough() {
        long[] told = {-1};
        submit(1);
        commands.submit(new SubmissionFuture(1, (index, id) -> told[0] = id), 0, List.of(spec("y")));
        submit(1);
        assertThat(List.of(nextSubmit(), nextSubmit(), nextSubmit()))
                .extracting(ToController.Submit::tellEnds)
                .containsExactly(false, true, false);
        accept(2, 7);
        assertThat(told).containsExactly(7);
    }

    @Test
    void noMoreThanFourMessagesAreUnderWay() {
        for (int i = 0; i < 6; i++) {
            commands.pin(new long[] {i, i}, true);
        }
        for (long key = 1; key <= 4; key++) {
            assertThat(commands.next(0)).isInstanceOf(ToController.Pin.class);
        }
        assertThat(commands.next(0)).isNull();
        commands.pinned(new ToClient.Pinned(2, 1, new long[0]));
        assertThat(commands.next(0)).isInstanceOf(ToController.Pin.class);
        assertThat(commands.next(0)).isNull();
    }

    @Test
    void moreOfAbortsAreUnderWayAsEachHasAMessageOfItsOwn() {
        for (int i = 0; i < 300; i++) {
            commands.abort(i, false);
        }
        submit(1);
        for (long key = 1; key <= 256; key++) {
            assertThat(commands.next(0)).isEqualTo(new ToController.Abort(0, key, key - 1, false));
        }
        assertThat(commands.next(0)).isNull();
        commands.aborting(new ToClient.Aborting(1));
        assertThat(commands.next(0)).isEqualTo(new ToController.Abort(1, 257, 256, false));
        assertThat(commands.next(0)).isNull();
    }

    @Test
    void anAbortTravelsAloneBetweenTasks() {
        submit(2);
        CompletableFuture<Void> done = commands.abort(7, true);
        submit(1);
        assertThat(nextSubmit().specs()).hasSize(2);
        assertThat(commands.next(0)).isEqualTo(new ToController.Abort(0, 3, 7, true));
        assertThat(nextSubmit().firstKey()).isEqualTo(4);
        commands.aborting(new ToClient.Aborting(3));
        assertThat(done).isCompleted();
    }

    @Test
    void whatIsAnsweredWithoutAGapIsAcknowledgedByTheNextMessage() {
        submit(1);
        commands.abort(0, false);
        submit(1);
        commands.next(0);
        commands.next(0);
        commands.next(0);
        accept(3, 1);
        submit(1);
        assertThat(nextSubmit().acknowledged()).isZero();
        accept(1, 0);
        submit(1);
        assertThat(nextSubmit().acknowledged()).isEqualTo(1);
        commands.aborting(new ToClient.Aborting(2));
        submit(1);
        assertThat(nextSubmit().acknowledged()).isEqualTo(3);
    }

    @Test
    void aRefusalForGoodFailsAllTasksOfItsMessage() {
        CompletableFuture<long[]> refused = submit(2);
        commands.next(0);
        CompletableFuture<long[]> other = submit(1);
        commands.next(0);
        commands.refused(new ToClient.Refused(1, 2, Reason.LEDGER_FULL, false, "full of 9"), 0);
        assertThatThrownBy(refused::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("full of 9");
        assertThat(other).isNotDone();
        commands.sendAgain();
        assertThat(nextSubmit()).isEqualTo(new ToController.Submit(2, 3, false, List.of(spec("x"))));
    }

    @Test
    void retriesGoTogetherWithOthersThatWereLookedAtAtTheSameTime() {
        for (long seen : new long[] {7, 7, 8}) {
            SubmissionFuture retry = new SubmissionFuture(
                    1, SubmissionFuture.Listener.NONE, (indexes, reason) -> {}, Terms.unlessRetried(seen));
            commands.submit(retry, 0, List.of(spec("x")));
        }
        submit(1);
        assertThat(nextSubmit())
                .isEqualTo(new ToController.Submit(0, 1, false, List.of(spec("x"), spec("x")), null, 7));
        assertThat(nextSubmit()).isEqualTo(new ToController.Submit(0, 3, false, List.of(spec("x")), null, 8));
        assertThat(nextSubmit()).isEqualTo(new ToController.Submit(0, 4, false, List.of(spec("x"))));
    }

    @Test
    void whoeverHasToLookAgainIsToldSo() {
        CompletableFuture<long[]> refused = submit(2);
        commands.next(0);
        commands.refused(new ToClient.Refused(1, 2, Reason.LOOK_AGAIN, false, "look again"), 0);
        assertThatThrownBy(refused::join).hasCauseInstanceOf(LookAgainException.class);
    }

    @Test
    void aRefusalOfOneOfSeveralMessagesTellsWhatWasAcceptedWhenAllAreAnswered() {
        TaskSpec half = spec("x".repeat(Batches.MAX_BYTES / 2));
        CompletableFuture<long[]> ids = commands.submit(List.of(half, half, half, half, half));
        assertThat(nextSubmit().specs()).hasSize(1);
        assertThat(nextSubmit().specs()).hasSize(1);
        commands.next(0);
        commands.next(0);
        accept(1, 10);
        commands.refused(new ToClient.Refused(2, 1, Reason.LEDGER_FULL, false, "full of 9"), 0);
        accept(4, 12);
        accept(3, 11);
        assertThat(ids).isNotDone();
        commands.next(0);
        accept(5, 13);
        assertThatThrownBy(ids::join)
                .cause()
                .hasMessage("1 of 5 tasks were refused, the first of them at index 1: full of 9;"
                        + " the others were accepted, with the ids 10-13")
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.acceptedIds()).containsExactly(10L, 11L, 12L, 13L));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasAnExceptionOfItsKindWithItsMessage(Reason reason) {
        CompletableFuture<Void> done = commands.abort(7, false);
        commands.next(0);
        commands.refused(new ToClient.Refused(1, 1, reason, false, "because"), 0);
        Class<? extends Throwable> type = switch (reason) {
            case UNKNOWN_TASK -> UnknownTaskException.class;
            case ALREADY_COMPLETED -> AlreadyCompletedException.class;
            case ALREADY_ABORTED -> AlreadyAbortedException.class;
            case PINNED -> PinnedException.class;
            case KEY_REUSED -> KeyReusedException.class;
            default -> RefusedException.class;
        };
        assertThatThrownBy(done::join).hasCauseExactlyInstanceOf(type).hasMessageContaining("because");
    }

    @Test
    void whenAllFailsNothingIsSentAndTheKeysGoOn() {
        CompletableFuture<long[]> ids = submit(2);
        CompletableFuture<Void> done = commands.abort(0, false);
        commands.next(0);
        commands.failAll(new LedgerChangedException("another ledger"));
        assertThatThrownBy(ids::join).hasCauseInstanceOf(LedgerChangedException.class);
        assertThatThrownBy(done::join).hasCauseInstanceOf(LedgerChangedException.class);
        assertThat(commands.next(0)).isNull();
        submit(1);
        assertThat(nextSubmit()).isEqualTo(new ToController.Submit(3, 4, false, List.of(spec("x"))));
    }

    @Test
    void whoeverHangsOnAFutureMayGiveTheNextCommand() {
        CompletableFuture<long[]> chained = submit(1).thenCompose(ids -> submit(1));
        commands.next(0);
        accept(1, 0);
        assertThat(nextSubmit().firstKey()).isEqualTo(2);
        accept(2, 1);
        assertIds(chained, 1);
    }

    @Test
    void whyCommandsAreRefusedIsSaidOnlyWhileTheyAre() {
        CompletableFuture<long[]> first = submit(1);
        nextSubmit();
        commands.refused(new ToClient.Refused(1, 1, Reason.LEDGER_UNAVAILABLE, true, "the disk is full"), 0);
        commands.absent("the ledger is being opened", SECOND);
        assertThat(commands.trouble()).contains("the ledger is being opened");
        commands.served();
        assertThat(commands.trouble()).as("it has not been accepted yet").contains("the disk is full");
        commands.next(2 * SECOND);
        commands.refused(new ToClient.Refused(1, 1, Reason.LEDGER_FULL, false, "full of 9"), 2 * SECOND);
        assertThat(first).isCompletedExceptionally();
        assertThat(commands.trouble()).isEmpty();
    }

    @Test
    void whyACommandWasRefusedThatNobodyWaitsForAnyMoreIsNotSaidOfTheNext() {
        AnswerFuture<long[]> first = commands.submit(List.of(spec("x")));
        nextSubmit();
        commands.refused(new ToClient.Refused(1, 1, Reason.LEDGER_UNAVAILABLE, true, "the disk is full"), 0);
        commands.forget(first);
        assertThat(commands.trouble()).contains("the disk is full");
        submit(1);
        assertThat(commands.trouble()).isEmpty();
    }

    @Test
    void whatIsSubmittedOnceTravelsAloneAndSaysWhichPartOfItThatIs() {
        UUID id = UUID.randomUUID();
        SubmissionFuture once =
                new SubmissionFuture(3, SubmissionFuture.Listener.NONE, (indexes, reason) -> {}, Terms.once(id));
        submit(1);
        commands.submit(once, 0, List.of(spec("a"), spec("b")));
        commands.submit(once, 2, List.of(spec("c")));
        submit(1);

        assertThat(nextSubmit().once()).isNull();
        ToController.Submit sent = nextSubmit();
        assertThat(sent.specs()).hasSize(3);
        assertThat(sent.once()).isEqualTo(new Once(id, 0, 3));
        assertThat(nextSubmit().once()).isNull();
        accept(2, 7, 8, 9);
        assertIds(once.future(), 7, 8, 9);
    }

    @Test
    void whatIsSubmittedOnceAndAgainInPartsSaysWhichTheyAre() {
        UUID id = UUID.randomUUID();
        SubmissionFuture once =
                new SubmissionFuture(3, SubmissionFuture.Listener.NONE, (indexes, reason) -> {}, Terms.once(id));
        commands.submit(once, 0, List.of(spec("a")));
        commands.submit(once, 2, List.of(spec("c")));

        assertThat(nextSubmit().once()).isEqualTo(new Once(id, 0, 3));
        assertThat(nextSubmit().once()).isEqualTo(new Once(id, 2, 3));
    }
}
