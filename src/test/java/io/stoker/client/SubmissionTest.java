package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.InlineLimit;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.values.Patience;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmissionTest {
    private final ClientSession clientSession = new ClientSession();
    private final Backlog backlog = new Backlog(10_000);

    private Submission submit(int tasks) {
        List<Task> all = Collections.nCopies(tasks, Task.of("a = 1"));
        return new Submission(clientSession, backlog, all, new InlineLimit(65_536, 1 << 20), Patience::endless);
    }

    @Test
    void whatHasNotBeenAcceptedFillsTheBacklogUntilNobodyWaitsForIt() {
        Submission submission = submit(20);
        assertThat(backlog.room()).isNotDone();
        submission.forget();
        assertThat(backlog.room()).isCompleted();
    }

    @Test
    void whatHasFailedIsOffTheBacklogOnce() {
        Submission submission = submit(20);
        clientSession.close();
        assertThatThrownBy(submission.ids()::join).hasCauseInstanceOf(StokerException.class);
        submission.forget();
        backlog.add(9_999);
        assertThat(backlog.room()).isCompleted();
        backlog.add(1);
        assertThat(backlog.room()).isNotDone();
    }

    private String late(int... valueBytes) {
        List<Task> tasks = IntStream.of(valueBytes)
                .mapToObj(n -> Task.of("a").push("x", new byte[n]))
                .toList();
        return new Submission(clientSession, backlog, tasks, new InlineLimit(65_536, 1 << 20), Patience::endless)
                .late(Duration.ofSeconds(2));
    }

    @Test
    void whatIsSaidOfTasksThatAreLateDependsOnWhetherTheyWereSubmitted() {
        assertThat(late(1)).isEqualTo("the task was not accepted within 2 s; it may or may not be in the ledger");
        assertThat(late(1, 1))
                .isEqualTo("not all of the 2 tasks were accepted within 2 s; they may or may not be in the ledger");
        assertThat(late(100_000))
                .isEqualTo("large values of the task were not brought to the store within 2 s; nothing was submitted");
        assertThat(late(1, 100_000, 1))
                .isEqualTo("large values of the 3 tasks were not brought to the store within 2 s; only the first task"
                        + " was submitted, and may or may not be in the ledger");
        assertThat(late(1, 1, 100_000)).contains("only the first 2 tasks were submitted, and may");
    }

    @Test
    void tasksThatTravelledWithOneWhoseValuesAreGoneGoAgain() {
        Submission submission = submit(2);
        Commands commands = clientSession.commands();
        for (long key = 1; key <= 11; key += 2) {
            assertThat(((ToController.Submit) commands.next(0)).firstKey()).isEqualTo(key);
            commands.refused(new ToClient.Refused(key, 2, ToClient.Reason.MISSING_VALUE, false, "another's"), 0);
        }
        assertThat(submission.ids()).isNotDone();
        assertThat(commands.next(0)).isInstanceOf(ToController.Submit.class);
        commands.accepted(new ToClient.Accepted(13, new long[] {5, 6}));
        assertThat(submission.ids()).isCompletedWithValueMatching(ids -> ids[0] == 5 && ids[1] == 6);
    }

    @Test
    void nothingGoesAgainThatNobodyWaitsForAnyMore() {
        Submission submission = submit(2);
        Commands commands = clientSession.commands();
        commands.next(0);
        submission.forget();
        commands.refused(new ToClient.Refused(1, 2, ToClient.Reason.MISSING_VALUE, false, "another's"), 0);
        assertThat(commands.next(0)).isNull();
    }

    @Test
    void nothingHangsOnTheAnswerWhenNobodyWaitsForItAnyMore() {
        Submission submission = submit(2);
        submission.forget();
        assertThat(submission.ids()).isDone();
        assertThat(clientSession.commands().next(0)).isNull();
    }

    private Submission submitFunction(int times) {
        List<Task> all = Collections.nCopies(times, Task.call(TinyProgram.one()));
        return new Submission(clientSession, backlog, all, new InlineLimit(65_536, 1 << 20), Patience::endless);
    }

    private ToController.@Nullable Submit next() {
        return (ToController.Submit) clientSession.commands().next(0);
    }

    private void refuse(ToController.@Nullable Submit submit) {
        clientSession
                .commands()
                .refused(
                        new ToClient.Refused(
                                submit.firstKey(), submit.count(), ToClient.Reason.MISSING_VALUE, false, "not there"),
                        0);
    }

    @Test
    void aFunctionIsSubmittedAtOnceAndThoseThatNeedTheSameClassesWaitForTheAnswer() {
        Submission first = submitFunction(1);
        Submission second = submitFunction(1);
        Submission third = submitFunction(2);
        ToController.Submit submit = next();
        assertThat(submit.count()).isEqualTo(1);
        assertThat(next()).isNull();
        clientSession.commands().accepted(new ToClient.Accepted(submit.firstKey(), new long[] {5}));
        assertThat(first.ids()).isCompletedWithValueMatching(ids -> ids[0] == 5);
        submit = next();
        assertThat(submit.count()).isEqualTo(3);
        clientSession.commands().accepted(new ToClient.Accepted(submit.firstKey(), new long[] {6, 7, 8}));
        assertThat(second.ids()).isCompletedWithValueMatching(ids -> ids[0] == 6);
        assertThat(third.ids()).isCompletedWithValueMatching(ids -> ids[1] == 8);
    }

    @Test
    void aFunctionWhoseClassesTheStoreLacksGoesAgainWhenTheyHaveBeenBrought() {
        Submission first = submitFunction(1);
        Submission second = submitFunction(1);
        refuse(next());
        assertThat(next()).isNull();
        assertThat(first.ids()).isNotDone();
        clientSession.values().failAll(new StokerException("no room"));
        assertThatThrownBy(first.ids()::join).hasMessageContaining("no room");
        assertThatThrownBy(second.ids()::join).hasMessageContaining("no room");
    }

    @Test
    void whatGoesWithAFunctionThatMayBeRefusedIsNotRefusedWithIt() {
        Submission source = submit(1);
        Submission function = submitFunction(1);
        Submission another = submit(1);
        assertThat(next().count()).isEqualTo(1);
        refuse(next());
        assertThat(next().count()).isEqualTo(1);
        clientSession.commands().accepted(new ToClient.Accepted(1, new long[] {1}));
        clientSession.commands().accepted(new ToClient.Accepted(3, new long[] {2}));
        assertThat(source.ids()).isCompleted();
        assertThat(function.ids()).isNotDone();
        assertThat(another.ids()).isCompleted();
    }

    @Test
    void othersBringTheClassesOfAFunctionForWhichNobodyWaitsAnyMore() {
        Submission first = submitFunction(1);
        Submission second = submitFunction(1);
        first.forget();
        clientSession.values().failAll(new StokerException("no room"));
        assertThatThrownBy(second.ids()::join).hasMessageContaining("no room");
    }
}
