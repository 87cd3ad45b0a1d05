package io.stoker.ledger;

import static io.stoker.ledger.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Outcome;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerRetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);

    private static Scene scene(Duration age, long tasks, long bytes) {
        return new Scene(new LedgerSettings(
                3, Duration.ofSeconds(20), 20_000, Long.MAX_VALUE, new RetentionSettings(age, tasks, bytes)));
    }

    @Test
    void aLedgerInAHeapKeepsNoMoreThanThatCanHold() {
        LedgerSettings generous =
                new LedgerSettings(3, Duration.ofSeconds(20), 1, 2, new RetentionSettings(MONTH, 5_000_000, 1L << 40));
        assertThat(generous.inHeap(1 << 20).retention()).isEqualTo(new RetentionSettings(MONTH, 256, 1 << 17));
        LedgerSettings unlimited = new LedgerSettings(3, Duration.ofSeconds(20), 1);
        assertThat(unlimited.inHeap(1 << 20).retention()).isEqualTo(new RetentionSettings(Duration.ZERO, 256, 1 << 17));
        LedgerSettings strict = new LedgerSettings(3, Duration.ofSeconds(20), 1, 2, new RetentionSettings(MONTH, 7, 8));
        assertThat(strict.inHeap(1 << 20)).isEqualTo(strict);
    }

    private static long ended(Scene scene) {
        long id = scene.submit(task("a"));
        scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        return id;
    }

    private static void ended(Scene scene, int tasks) {
        for (int i = 0; i < tasks; i++) {
            ended(scene);
        }
    }

    /** One look of the controller; false if the ledger did not ask for any. */
    private static boolean look(Scene scene) {
        if (!(scene.wake().answer() instanceof Answer.Look look)) {
            return false;
        }
        scene.decide(new Command.Retain(scene.rows.candidates(look.from(), look.most())));
        return true;
    }

    /** Lets a minute pass and looks for as long as there is a reason. */
    private static int looks(Scene scene) {
        scene.pass(Duration.ofMinutes(1));
        int looks = 0;
        while (looks < 1_000 && look(scene)) {
            looks++;
        }
        return looks;
    }

    private static boolean isKept(Scene scene, long id) {
        return scene.ledger().stateOf(id) != TaskState.NO_CODE;
    }

    private static String today(Scene scene) {
        return Instant.ofEpochMilli(scene.now().millis())
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    @Test
    void whatEndedTooLongAgoGoesAndIsSaidToHaveGone() {
        Scene scene = scene(MONTH, 0, 0);
        ended(scene);
        scene.pass(MONTH);
        ended(scene);
        looks(scene);
        assertThat(scene.ledger().absence(0))
                .isEqualTo("task 0 was finished and then removed on " + today(scene)
                        + " by retention (older than 30 days)");
        assertThat(isKept(scene, 1)).isTrue();
        assertThat(scene.counts()).isEqualTo(new Counts(0, 0, 1, 0, 0));
        scene.restart();
        assertThat(scene.ledger().absence(0)).contains("by retention (older than 30 days)");
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        Scene scene = scene(Duration.ZERO, 3, 0);
        ended(scene, 5);
        looks(scene);
        assertThat(scene.ledger().absence(1)).contains("by retention (more than 3 tasks)");
        assertThat(isKept(scene, 2)).isTrue();
    }

    @Test
    void whatFinishesWhileSomebodyLooksDoesNotDriveOutWhatIsNewer() {
        Scene scene = scene(Duration.ZERO, 3, 0);
        for (int i = 0; i < 10; i++) {
            scene.submit(task("a"));
        }
        for (long id = 5; id < 10; id++) {
            scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        }
        scene.pass(Duration.ofMinutes(1));
        Answer.Look look = (Answer.Look) scene.wake().answer();
        RetentionCandidates seen = scene.rows.candidates(look.from(), look.most());
        for (long id = 0; id < 5; id++) {
            scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        }
        scene.decide(new Command.Retain(seen));
        assertThat(isKept(scene, 6)).isFalse();
        assertThat(isKept(scene, 7)).isTrue();
        looks(scene);
        assertThat(LongStream.range(0, 10).filter(id -> isKept(scene, id))).containsExactly(7L, 8L, 9L);
    }

    @Test
    void theOldestGoWhenTheyTakeTooMuchAndNoMoreThanThat() {
        Scene measure = scene(Duration.ZERO, 0, 0);
        ended(measure);
        long each = measure.rows.candidates(0, 1).bytes();
        Scene scene = scene(Duration.ZERO, 0, each * 3 + 1);
        ended(scene, 5);
        looks(scene);
        assertThat(scene.ledger().absence(1)).contains("by retention (more than " + (each * 3 + 1) + " bytes)");
        assertThat(isKept(scene, 2)).isTrue();
        ended(scene);
        assertThat(look(scene)).as("without waiting for a minute").isTrue();
        assertThat(isKept(scene, 2)).isFalse();
        assertThat(isKept(scene, 3)).isTrue();
    }

    @Test
    void withoutLimitsNothingIsEvenLookedAt() {
        Scene scene = scene(Duration.ZERO, 0, 0);
        ended(scene, 5);
        scene.pass(MONTH);
        assertThat(looks(scene)).isZero();
    }

    @Test
    void anUnfinishedOrPinnedTaskStaysAndItsNeighboursGo() {
        Scene scene = scene(MONTH, 1, 0);
        ended(scene, 3);
        long open = scene.submit(task("open"));
        ended(scene, 3);
        scene.decide(new Command.Pin("s", 0, 1, new long[] {1, 1}, true));
        scene.pass(MONTH.multipliedBy(2));
        looks(scene);
        assertThat(isKept(scene, 1)).isTrue();
        assertThat(isKept(scene, open)).isTrue();
        assertThat(scene.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0));
        scene.decide(new Command.Pin("s", 0, 2, new long[] {1, 1}, false));
        looks(scene);
        assertThat(isKept(scene, 1)).isFalse();
    }

    @Test
    void pinnedTasksTakeNoRoomFromTheOthers() {
        Scene scene = scene(Duration.ZERO, 2, 0);
        ended(scene, 2);
        scene.decide(new Command.Pin("s", 0, 1, new long[] {0, 1}, true));
        ended(scene, 2);
        looks(scene);
        scene.restart();
        looks(scene);
        assertThat(scene.counts().succeeded()).isEqualTo(4);
    }

    @Test
    void whatPinnedTasksTakeDrivesOutNothingWhenAndHoweverTheyWerePinned() {
        Scene measure = scene(Duration.ZERO, 0, 0);
        ended(measure);
        Scene scene = scene(Duration.ZERO, 0, measure.rows.candidates(0, 1).bytes() * 3 + 1);
        long later = ended(scene);
        long sooner = scene.submit(task("a"));
        pin(scene, 1, later, true);
        pin(scene, 2, sooner, true);
        scene.report("A", scene.run(sooner, "A"), Outcome.SUCCEEDED);
        long fromTheBeginning = scene.submit(task("a").with(TaskOptions.NONE.withPinned()));
        scene.report("A", scene.run(fromTheBeginning, "A"), Outcome.SUCCEEDED);
        ended(scene, 3);
        looks(scene);
        scene.restart();
        looks(scene);
        assertThat(scene.counts().succeeded()).isEqualTo(6);
        pin(scene, 3, later, false);
        looks(scene);
        assertThat(scene.counts().succeeded()).isEqualTo(5);
        assertThat(isKept(scene, later)).isFalse();
    }

    @Test
    void whatWasPinnedWhileTheStoreWasAskedIsNotHeldAgainstTheOthers() {
        Scene measure = scene(Duration.ZERO, 0, 0);
        ended(measure);
        Scene scene = scene(Duration.ZERO, 0, measure.rows.candidates(0, 1).bytes() * 2);
        ended(scene, 3);
        scene.pass(Duration.ofMinutes(1));
        scene.wake();
        RetentionCandidates candidates = scene.rows.candidates(0, 10);
        pin(scene, 1, 0, true);
        scene.decide(new Command.Retain(candidates));
        looks(scene);
        assertThat(scene.counts().succeeded()).isEqualTo(3);
    }

    private static void pin(Scene scene, long key, long id, boolean pinned) {
        scene.decide(new Command.Pin("s", 0, key, new long[] {id, id}, pinned));
    }

    @Test
    void whatWasPinnedWhileTheStoreWasAskedStays() {
        Scene scene = scene(Duration.ZERO, 1, 0);
        ended(scene, 3);
        scene.pass(Duration.ofMinutes(1));
        scene.wake();
        RetentionCandidates candidates = scene.rows.candidates(0, 10);
        scene.decide(new Command.Pin("s", 0, 1, new long[] {0, 0}, true));
        scene.decide(new Command.Retain(candidates));
        assertThat(isKept(scene, 0)).isTrue();
    }

    @Test
    void whatWasClearedWhileTheStoreWasAskedIsNotHeldAgainstTheOthers() {
        Scene measure = scene(Duration.ZERO, 0, 0);
        ended(measure);
        Scene scene = scene(Duration.ZERO, 0, measure.rows.candidates(0, 1).bytes() * 2);
        ended(scene, 4);
        scene.pass(Duration.ofMinutes(1));
        scene.wake();
        RetentionCandidates candidates = scene.rows.candidates(0, 10);
        scene.decide(new Command.Clear("s", 0, 1, new long[] {0, 1}));
        scene.decide(new Command.Retain(candidates));
        looks(scene);
        assertThat(isKept(scene, 2)).isTrue();
    }

    @Test
    void thousandsGoByAThousandACommitAndAreRememberedAsOne() {
        Scene scene = scene(Duration.ZERO, 10, 0);
        ended(scene, 4_510);
        assertThat(looks(scene)).isEqualTo(5);
        assertThat(scene.rows.removals).singleElement().satisfies(run -> {
            assertThat(run.from()).isZero();
            assertThat(run.to()).isEqualTo(4_499);
        });
    }

    @Test
    void gapsThatAreFilledOnTheSameDayAreOneRunWithTheirNeighbours() {
        Scene scene = scene(MONTH, 0, 0);
        for (int i = 0; i < 40; i++) {
            scene.submit(task("a"));
        }
        for (long id = 0; id < 40; id += 2) {
            scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        }
        scene.pass(Duration.ofSeconds(10));
        for (long id = 1; id < 40; id += 2) {
            scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        }
        scene.pass(MONTH.minusSeconds(5));
        look(scene);
        assertThat(scene.rows.removals).hasSize(20);
        looks(scene);
        assertThat(scene.rows.removals).containsExactly(scene.rows.removals.get(0));
        assertThat(scene.rows.removals.get(0).to()).isEqualTo(39);
        assertThat(scene.ledger().absence(17)).contains("on " + today(scene));
    }

    @Test
    void aMillionSlicesAreARowADay() {
        Scene scene = scene(Duration.ofHours(1), 0, 0);
        for (int hour = 0; hour < 24 * 5; hour++) {
            ended(scene);
            scene.pass(Duration.ofHours(1));
            looks(scene);
        }
        assertThat(scene.rows.removals.size()).isBetween(5, 7);
    }

    /** Thousands that were submitted long ago and have ended just now hide what ended before them. */
    @Test
    void whatIsOldGoesAlsoBehindThousandsThatEndedLate() {
        Scene scene = scene(MONTH, 0, 0);
        for (int i = 0; i < 2_500; i++) {
            scene.submit(task("late"));
        }
        long early = ended(scene);
        scene.pass(MONTH);
        for (long id = 0; id < 2_500; id++) {
            scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        }
        assertThat(looks(scene)).isEqualTo(3);
        assertThat(isKept(scene, early)).isFalse();
        assertThat(isKept(scene, 0)).isTrue();
    }

    @Test
    void aLookThatNobodyAnswersIsAskedForAgainAfterAWhile() {
        Scene scene = scene(Duration.ZERO, 1, 0);
        ended(scene, 3);
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.wake().answer()).isInstanceOf(Answer.Look.class);
        assertThat(scene.wake().answer()).isInstanceOf(Answer.None.class);
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.wake().answer()).isInstanceOf(Answer.Look.class);
    }

    @Test
    void aClockThatIsAheadForAWhileMakesNothingOld() {
        Scene scene = scene(MONTH, 0, 0);
        ended(scene);
        looks(scene);
        scene.set(YEAR);
        assertThat(scene.ledger().look(scene.now())).isEqualTo(YEAR);
        looks(scene);
        ended(scene);
        scene.restart();
        looks(scene);
        scene.set(YEAR.negated());
        looks(scene);
        scene.restart();
        looks(scene);
        long last = ended(scene);
        assertThat(isKept(scene, 0)).isTrue();
        assertThat(isKept(scene, 1)).as("which ended in the future").isTrue();

        scene.pass(MONTH);
        looks(scene);
        assertThat(isKept(scene, 0)).as("after its time").isFalse();
        assertThat(isKept(scene, 1)).isTrue();
        assertThat(isKept(scene, last)).as("after its time").isFalse();
    }

    @Test
    void aClockThatWasBehindMakesNothingOldWhenItIsPutRight() {
        Scene scene = scene(MONTH, 0, 0);
        ended(scene);
        scene.set(YEAR.negated());
        ended(scene, 2);
        scene.set(YEAR);
        for (int i = 0; i < 30; i++) {
            looks(scene);
        }
        assertThat(isKept(scene, 1)).isTrue();
        assertThat(isKept(scene, 2)).isTrue();
    }

    @Test
    void whatEndedInTheFutureDoesNotHideWhatIsOldBehindIt() {
        Scene scene = scene(MONTH, 0, 0);
        scene.set(YEAR);
        ended(scene, Retention.SLICE);
        scene.set(YEAR.negated());
        long old = ended(scene);
        scene.pass(MONTH);
        ended(scene);
        looks(scene);
        assertThat(isKept(scene, old)).isFalse();
        assertThat(isKept(scene, old + 1)).isTrue();
        assertThat(isKept(scene, 0)).isTrue();
    }

    @Test
    void whatEndedExactlyThatLongAgoIsNotOlder() {
        Scene scene = scene(MONTH, 0, 0);
        long id = ended(scene);
        scene.pass(MONTH.minusMinutes(1));
        looks(scene);
        assertThat(isKept(scene, id)).isTrue();
        looks(scene);
        assertThat(isKept(scene, id)).isFalse();
    }

    @Test
    void whatIsPinnedFromItsSubmissionTakesNoRoomFromTheOthersEither() {
        Scene scene = scene(Duration.ZERO, 2, 0);
        for (int i = 0; i < 3; i++) {
            long id = scene.submit(task("a").with(TaskOptions.NONE.withPinned()));
            scene.report("A", scene.run(id, "A"), Outcome.SUCCEEDED);
        }
        ended(scene, 2);
        looks(scene);
        assertThat(scene.counts().succeeded()).isEqualTo(5);
        ended(scene);
        looks(scene);
        assertThat(scene.counts().succeeded()).isEqualTo(5);
    }
}
