package io.stoker.ledger;

import static io.stoker.ledger.Scene.SESSION;
import static io.stoker.ledger.Scene.refused;
import static io.stoker.ledger.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Outcome;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import org.junit.jupiter.api.Test;

class LedgerPinTest {
    private final Scene scene = new Scene();

    private long ended() {
        long id = scene.submit(task("a"));
        scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        return id;
    }

    private Answer.Counted pin(long key, boolean pinned, long... ranges) {
        return (Answer.Counted)
                scene.decide(new Command.Pin(SESSION, 0, key, ranges, pinned)).answer();
    }

    private Answer clear(long key, long... ranges) {
        return scene.decide(new Command.Clear(SESSION, 0, key, ranges)).answer();
    }

    private boolean isKept(long id) {
        return scene.ledger().stateOf(id) != TaskState.NO_CODE;
    }

    @Test
    void whatIsPinnedSurvivesAClearOfAllAlsoAfterARestart() {
        ended();
        ended();
        pin(1, true, 1, 1);
        scene.restart();
        assertThat(((Answer.Counted) clear(2)).count()).isEqualTo(1);
        assertThat(isKept(1)).isTrue();
        pin(3, false, 1, 1);
        clear(4);
        assertThat(isKept(1)).isFalse();
    }

    @Test
    void aClearThatNamesPinnedResultsIsRefusedAndNothingOfItIsDone() {
        ended();
        ended();
        ended();
        pin(1, true, 1, 2);
        Answer.Refused refused = refused(clear(2, 0, 2));
        assertThat(refused.reason()).isEqualTo(Answer.Refusal.PINNED);
        assertThat(refused.message())
                .isEqualTo(
                        "nothing was cleared, because these tasks are pinned: 1-2; unpin them first, or leave them out");
        assertThat(isKept(0)).isTrue();
    }

    @Test
    void anUnfinishedTaskIsPinnedFromWhenItEnds() {
        long open = scene.submit(task("a"));
        pin(1, true, open, open);
        scene.restart();
        scene.report("A", scene.run(open, "A"), Outcome.FAILED);
        clear(2);
        assertThat(isKept(open)).isTrue();
    }

    private static TaskSpec pinned() {
        return task("a").with(TaskOptions.NONE.withPinned());
    }

    @Test
    void aTaskMayBePinnedByItsSubmission() {
        long first = scene.submit(pinned());
        scene.report("A", scene.run(first, "A"), Outcome.SUCCEEDED);
        assertThat(refused(clear(9, first, first)).reason()).isEqualTo(Answer.Refusal.PINNED);
        long id = scene.submit(pinned());
        scene.submit(task("b"));
        scene.restart();
        scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        scene.report("A", scene.run(id + 1, "A"), Outcome.SUCCEEDED);
        assertThat(((Answer.Counted) clear(1)).count()).isEqualTo(1);
        assertThat(isKept(id)).isTrue();
        assertThat(refused(clear(2, id, id)).reason()).isEqualTo(Answer.Refusal.PINNED);
        pin(3, false, id, id);
        assertThat(((Answer.Counted) clear(4, id, id)).count()).isEqualTo(1);
    }

    @Test
    void aSubmissionThatIsRepeatedDoesNotPinWhatWasUnpinnedMeanwhile() {
        scene.send(SESSION, 0, 1, pinned());
        pin(2, false, 0, 0);
        scene.send(SESSION, 0, 1, pinned());
        scene.report("A", scene.run(0, "A"), Outcome.SUCCEEDED);
        assertThat(((Answer.Counted) clear(3)).count()).isEqualTo(1);
    }

    @Test
    void theSameTaskPinnedAndNotPinnedAreTwoTasks() {
        scene.send(SESSION, 0, 1, pinned());
        Answer other = scene.send(SESSION, 0, 1, task("a")).answer();
        assertThat(refused(other).reason()).isEqualTo(Answer.Refusal.KEY_REUSED);
    }

    @Test
    void whatIsNotThereIsNamedAndTheOthersArePinned() {
        ended();
        ended();
        clear(1, 0, 0);
        Answer.Counted answer = pin(2, true, -3, 5);
        assertThat(answer.count()).isEqualTo(1);
        assertThat(answer.missing()).containsExactly(-3, 0, 2, 5);
        clear(3);
        assertThat(isKept(1)).isTrue();
        assertThat(pin(4, true, 7, Long.MAX_VALUE).missing()).containsExactly(7, Long.MAX_VALUE);
    }

    @Test
    void pinningTwiceUnderOneKeyIsPinningOnceAndHeardAlike() {
        ended();
        Answer.Counted first = pin(1, true, 0, 1);
        ended();
        scene.restart();
        Answer.Counted again = pin(1, true, 0, 1);
        assertThat(again.count()).isEqualTo(first.count());
        assertThat(again.missing()).isEqualTo(first.missing());
        Answer other = scene.decide(new Command.Pin(SESSION, 0, 1, new long[] {0, 1}, false))
                .answer();
        assertThat(refused(other).reason()).isEqualTo(Answer.Refusal.KEY_REUSED);
    }

    @Test
    void pinningWhatIsPinnedAndUnpinningWhatIsNotChangesNothing() {
        ended();
        pin(1, true, 0, 0);
        assertThat(pin(2, true, 0, 0).count()).isEqualTo(1);
        pin(3, false, 0, 0);
        assertThat(pin(4, false, 0, 0).missing()).isEmpty();
        assertThat(((Answer.Counted) clear(5)).count()).isEqualTo(1);
    }
}
