package io.stoker.ledger;

import static io.stoker.ledger.Scene.SESSION;
import static io.stoker.ledger.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Outcome;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class LedgerClearTest {
    private final Scene scene = new Scene(new LedgerSettings(3, Duration.ofSeconds(20), 20_000));

    private long ended(Outcome outcome) {
        long id = scene.submit(task("a"));
        scene.report("A", scene.run(id, "A"), outcome);
        return id;
    }

    private Answer clear(long key, long... ranges) {
        return scene.decide(new Command.Clear(SESSION, 0, key, ranges)).answer();
    }

    private static Answer.Counted cleared(Answer answer) {
        return (Answer.Counted) answer;
    }

    @Test
    void allThatHasEndedIsClearedAndWhatHasNotStays() {
        ended(Outcome.SUCCEEDED);
        ended(Outcome.FAILED);
        long open = scene.submit(task("b"));
        Answer.Counted answer = cleared(clear(1));
        assertThat(answer.count()).isEqualTo(2);
        assertThat(answer.missing()).isEmpty();
        assertThat(scene.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(scene.ledger().stateOf(0)).isEqualTo(TaskState.NO_CODE);
        assertThat(scene.ledger().stateOf(open)).isEqualTo(TaskState.QUEUED.code());
    }

    @Test
    void whatIsNotThereIsNamedAndTheRestIsCleared() {
        ended(Outcome.SUCCEEDED);
        ended(Outcome.SUCCEEDED);
        scene.submit(task("b"));
        ended(Outcome.SUCCEEDED);
        Answer.Counted answer = cleared(clear(1, 1, 5));
        assertThat(answer.count()).isEqualTo(2);
        assertThat(answer.missing()).containsExactly(2, 2, 4, 5);
        assertThat(scene.ledger().stateOf(0)).isEqualTo(TaskState.SUCCEEDED.code());
    }

    @Test
    void aClearedTaskIsSaidToHaveBeenOneAndWhenItWent() {
        ended(Outcome.SUCCEEDED);
        clear(1);
        String when = Instant.ofEpochMilli(scene.now().millis())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        assertThat(scene.ledger().absence(0))
                .isEqualTo("task 0 was finished and then removed at " + when + " by clear");
        assertThat(scene.ledger().absence(1)).isEqualTo("there is no task with the id 1");
        scene.restart();
        assertThat(scene.ledger().absence(0)).contains(when);
        Answer abort = scene.ledger()
                .decide(new Command.Abort(SESSION, 0, 2, 0), scene.now())
                .answer();
        assertThat(((Answer.Refused) abort).message()).contains("removed at");
    }

    @Test
    void clearingTwiceUnderOneKeyIsClearingOnceAndHeardAlike() {
        ended(Outcome.SUCCEEDED);
        clear(1, 0, 3);
        ended(Outcome.SUCCEEDED);
        scene.restart();
        Answer.Counted again = cleared(clear(1, 0, 3));
        assertThat(again.count()).isEqualTo(1);
        assertThat(again.missing()).containsExactly(1, 3);
        assertThat(scene.ledger().stateOf(1)).isEqualTo(TaskState.SUCCEEDED.code());
        assertThat(clear(1, 0, 4)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void idsAreNotGivenAgain() {
        ended(Outcome.SUCCEEDED);
        clear(1);
        scene.restart();
        assertThat(scene.ledger().nextTask()).isEqualTo(1);
    }

    @Test
    void thousandsGoAndAreRememberedAsOneRun() {
        for (int i = 0; i < 9_000; i++) {
            ended(Outcome.SUCCEEDED);
        }
        assertThat(cleared(clear(1, 10, 8_900)).count()).isEqualTo(8_891);
        assertThat(scene.rows.removals).singleElement().satisfies(run -> {
            assertThat(run.from()).isEqualTo(10);
            assertThat(run.to()).isEqualTo(8_900);
        });
        assertThat(cleared(clear(2)).count()).isEqualTo(109);
        assertThat(scene.counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void nonsenseIsMissing() {
        assertThat(cleared(clear(1, -5, -3)).missing()).containsExactly(-5, -3);
        assertThat(cleared(clear(2, -5, Long.MAX_VALUE)).missing()).containsExactly(-5, Long.MAX_VALUE);
    }

    @Test
    void oneByOneLeavesOneRowADayAndOnlyATimeBetweenTwo() {
        for (int i = 0; i < 1_000; i++) {
            long id = ended(Outcome.SUCCEEDED);
            scene.pass(Duration.ofSeconds(1));
            clear(10 + i, id, id);
        }
        assertThat(scene.rows.removals).singleElement().satisfies(row -> {
            assertThat(row.from()).isZero();
            assertThat(row.to()).isEqualTo(999);
        });
        assertThat(scene.ledger().absence(7)).contains("was finished and then removed between ", " by clear");
        scene.restart();
        assertThat(scene.ledger().absence(7)).contains("removed between ");
        assertThat(scene.ledger().absence(1_000)).isEqualTo("there is no task with the id 1000");
    }

    @Test
    void aClearWithManyGapsLeavesFewRowsAndWhatIsThereIsNotSaidToBeGone() {
        for (int i = 0; i < 1_000; i++) {
            long id = ended(Outcome.SUCCEEDED);
            if (id % 2 == 1) {
                scene.decide(new Command.Pin(SESSION, 0, 10 + id, new long[] {id, id}, true));
            }
        }
        assertThat(cleared(clear(1)).count()).isEqualTo(500);
        assertThat(scene.rows.removals.size()).isLessThanOrEqualTo(100);
        for (long id = 0; id < 1_000; id++) {
            boolean there = scene.ledger().stateOf(id) != TaskState.NO_CODE;
            assertThat(there).isEqualTo(id % 2 == 1);
            if (!there) {
                assertThat(scene.ledger().absence(id)).contains("removed at");
            }
        }
    }

    @Test
    void theRowsAboutWhatIsGoneDoNotGrowForEver() {
        Scene large = new Scene(new LedgerSettings(3, Duration.ofSeconds(20), 100_000));
        int tasks = 2 * (Removals.MOST + 100);
        large.decide(new Command.Submit(TestTasks.client("s"), 0, 1, Collections.nCopies(tasks, task("a"))));
        for (int id = 0; id < tasks; id += 2) {
            large.abort(id, 1_000_000 + id);
            large.decide(new Command.Clear("c", id - 1, id, new long[] {id, id}));
        }
        assertThat(large.rows.removals.size()).isLessThanOrEqualTo(Removals.MOST);
        assertThat(large.ledger().absence(0)).contains("task 0 was finished and then removed ");
        assertThat(large.ledger().stateOf(1)).isEqualTo(TaskState.QUEUED.code());
    }
}
