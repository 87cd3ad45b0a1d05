package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.wire.ToClient;
import io.stoker.wire.ToClient.Reason;
import io.stoker.wire.ToController;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is done about answers that do not come, come late or come twice. */
class CommandsAgainTest {
    private static final long SECOND = 1_000_000_000L;

    private final Commands commands = new Commands();

    private AnswerFuture<long[]> submit(int count) {
        return commands.submit(Collections.nCopies(count, CommandsTest.spec("x")));
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
    void whatIsSentAgainGoesUnderTheSameKeys() {
        submit(2);
        commands.abort(9, false);
        ToController.Keyed first = commands.next(0);
        ToController.Keyed second = commands.next(0);
        commands.sendAgain();
        assertThat(commands.next(0)).isEqualTo(first);
        assertThat(commands.next(0)).isEqualTo(second);
        assertThat(commands.next(0)).isNull();
    }

    @Test
    void whatIsSentAgainIsCutAsItWasBefore() {
        submit(1);
        ToController.Keyed first = commands.next(0);
        submit(5);
        commands.sendAgain();
        assertThat(commands.next(0)).isEqualTo(first);
        assertThat(nextSubmit().specs()).hasSize(5);
    }

    @Test
    void anAnswerThatComesTwiceIsTakenOnce() {
        CompletableFuture<long[]> ids = submit(2);
        commands.next(0);
        accept(1, 5, 6);
        accept(1, 8, 9);
        assertIds(ids, 5, 6);
        commands.aborting(new ToClient.Aborting(1));
        commands.refused(new ToClient.Refused(1, 2, Reason.LEDGER_FULL, false, ""), 0);
        assertThat(commands.next(0)).isNull();
    }

    @Test
    void aRefusalThatMayPassIsFollowedByAnotherTryAfterAWhile() {
        CompletableFuture<long[]> ids = submit(2);
        ToController.Keyed first = commands.next(0);
        commands.refused(new ToClient.Refused(1, 2, Reason.LEDGER_UNAVAILABLE, true, "later"), 5 * SECOND);
        assertThat(commands.next(5 * SECOND + SECOND / 5 - 1)).isNull();
        assertThat(commands.next(5 * SECOND + SECOND / 5)).isEqualTo(first);
        assertThat(ids).isNotDone();
    }

    @Test
    void whatNobodyWaitsForIsNotSentAgainAndItsNeighboursAre() {
        CompletableFuture<long[]> first = submit(1);
        AnswerFuture<long[]> forgotten = submit(2);
        CompletableFuture<long[]> last = submit(1);
        commands.next(0);
        commands.forget(forgotten);
        AnswerFuture<Void> abort = commands.abort(1, false);
        commands.forget(abort);
        commands.sendAgain();
        assertThat(nextSubmit()).isEqualTo(new ToController.Submit(0, 1, false, List.of(CommandsTest.spec("x"))));
        assertThat(nextSubmit()).isEqualTo(new ToController.Submit(0, 4, false, List.of(CommandsTest.spec("x"))));
        assertThat(commands.next(0)).isNull();
        accept(1, 0, 1, 2, 3);
        assertIds(first, 0);
        assertIds(last, 3);
        assertThat(forgotten).isNotDone();
    }

    @Test
    void aMessageThatTheControllerCannotReadFailsAsAWhole() {
        CompletableFuture<long[]> ids = submit(2);
        commands.next(0);
        commands.refused(new ToClient.Refused(1, 0, Reason.BROKEN_COMMAND, false, "cannot be read"), 0);
        assertThat(ids).isCompletedExceptionally();
        commands.sendAgain();
        assertThat(commands.next(0)).isNull();
    }

    @Test
    void whatIsForgottenLeavesWhatWasSubmittedBetweenItsParts() {
        SubmissionFuture submission = new SubmissionFuture(2, SubmissionFuture.Listener.NONE);
        commands.submit(submission, 0, List.of(CommandsTest.spec("x")));
        submit(1);
        commands.submit(submission, 1, List.of(CommandsTest.spec("x")));
        commands.forget(submission.future());
        assertThat(nextSubmit().firstKey()).isEqualTo(2);
        assertThat(commands.next(0)).isNull();
    }
}
