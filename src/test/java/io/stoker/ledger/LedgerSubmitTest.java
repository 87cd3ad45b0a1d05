package io.stoker.ledger;

import static io.stoker.ledger.Scene.SESSION;
import static io.stoker.ledger.Scene.ids;
import static io.stoker.ledger.Scene.refused;
import static io.stoker.ledger.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import io.stoker.task.AttemptId;
import io.stoker.task.Block;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LedgerSubmitTest {
    private static final StoredValue STORED = StoredValue.of(new byte[] {1});

    private final Scene scene = new Scene();

    @Test
    void idsBeginAtZeroAndHaveNoGaps() {
        assertThat(ids(scene.send(SESSION, 0, 1, task("a"), task("b")))).containsExactly(0, 1);
        assertThat(ids(scene.send("another", 0, 1, task("c")))).containsExactly(2);
        assertThat(TestTasks.source(scene.open(2).spec())).isEqualTo("c");
        assertThat(scene.open(2).state().state()).isEqualTo(TaskState.QUEUED);
        assertThat(scene.open(2).submitted()).isEqualTo(scene.now().millis());
        assertThat(scene.ledger().nextTask()).isEqualTo(3);
        assertThat(scene.counts()).isEqualTo(new Counts(3, 0, 0, 0, 0));
    }

    @Test
    void theSameKeyGivesTheSameIdAgainAndAcceptsNothing() {
        scene.send(SESSION, 0, 1, task("a"), task("b"));
        Decision again = scene.send(SESSION, 0, 1, task("a"), task("b"));
        assertThat(ids(again)).containsExactly(0, 1);
        assertThat(again.events()).isEmpty();
    }

    @Test
    void theSameKeyGivesTheSameIdWhenItsTaskHasEndedAndTheControllerHasRestarted() {
        scene.send(SESSION, 0, 1, task("a"));
        scene.abort(0, 2);
        scene.restart();
        assertThat(ids(scene.send(SESSION, 0, 1, task("a")))).containsExactly(0);
    }

    @Test
    void keysAreASessionsOwn() {
        scene.send(SESSION, 0, 1, task("a"));
        assertThat(ids(scene.send("another", 0, 1, task("b")))).containsExactly(1);
    }

    @Test
    void aMessageSentAgainMayBeCutElsewhere() {
        scene.send(SESSION, 0, 1, task("a"), task("b"), task("c"));
        assertThat(ids(scene.send(SESSION, 0, 2, task("b")))).containsExactly(1);
        assertThat(ids(scene.send(SESSION, 0, 3, task("c"), task("d"), task("e"))))
                .containsExactly(2, 3, 4);
        assertThat(ids(scene.send(SESSION, 0, 1, task("a"), task("b"), task("c"), task("d"), task("e"))))
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void newKeysAroundOldOnesGetOneRunOfIdsEach() {
        scene.send(SESSION, 0, 3, task("c"));
        scene.send("another", 0, 1, task("x"));
        Decision around = scene.send(SESSION, 0, 1, task("a"), task("b"), task("c"), task("d"));
        assertThat(ids(around)).containsExactly(2, 3, 0, 4);
        assertThat(around.events()).filteredOn(Event.Accepted.class::isInstance).hasSize(2);
        assertThat(List.of(2L, 3L, 4L))
                .extracting(id -> TestTasks.source(scene.open(id).spec()))
                .containsExactly("a", "b", "d");
        assertThat(ids(scene.send(SESSION, 0, 1, task("a"), task("b"), task("c"), task("d"))))
                .containsExactly(2, 3, 0, 4);
    }

    @Test
    void theSameKeyWithOtherContentIsRefusedByItsIndexAndNothingIsAccepted() {
        scene.send(SESSION, 0, 1, task("a"), task("b"));
        Decision other = scene.send(SESSION, 0, 1, task("a"), task("B"), task("c"));
        assertThat(refused(other.answer()).reason()).isEqualTo(Answer.Refusal.KEY_REUSED);
        assertThat(refused(other.answer()).message()).contains("key 2", SESSION, "index 1 of 3");
        assertThat(other.events()).isEmpty();
        assertThat(scene.ledger().nextTask()).isEqualTo(2);
    }

    @Test
    void aKeyOfAnAbortIsNotOneOfATask() {
        scene.send(SESSION, 0, 1, task("a"));
        scene.abort(0, 2);
        assertThat(refused(scene.send(SESSION, 0, 2, task("b")).answer()).reason())
                .isEqualTo(Answer.Refusal.KEY_REUSED);
        assertThat(refused(scene.abort(0, 1)).reason()).isEqualTo(Answer.Refusal.KEY_REUSED);
    }

    @Test
    void acknowledgedKeysAreForgottenOnceTheirWholeRunIs() {
        scene.send(SESSION, 0, 1, task("a"), task("b"));
        assertThat(scene.send(SESSION, 1, 3).events()).isEmpty();
        assertThat(scene.send(SESSION, 2, 3).events())
                .containsExactly(new Event.Acknowledged(
                        new SessionMark(SESSION, 2, scene.now().millis())));
        assertThat(scene.rows.snapshot().answers()).isEmpty();
        assertThat(scene.send(SESSION, 2, 3).events()).isEmpty();
    }

    @Test
    void aStragglerOfWhatWasAcknowledgedIsRefusedAlsoAfterARestart() {
        scene.send(SESSION, 0, 1, task("a"), task("b"));
        scene.send(SESSION, 2, 3, task("c"));
        scene.restart();
        assertThat(refused(scene.send(SESSION, 0, 1, task("a"), task("b")).answer())
                        .reason())
                .isEqualTo(Answer.Refusal.KEY_REUSED);
        assertThat(refused(scene.abort(0, 2)).reason()).isEqualTo(Answer.Refusal.KEY_REUSED);
        assertThat(ids(scene.send(SESSION, 2, 3, task("c")))).containsExactly(2);
        assertThat(scene.ledger().nextTask()).isEqualTo(3);
    }

    @Test
    void unacknowledgedAnswersAreKeptForADayAndWhatStillComesIsRefusedForAnother() {
        scene.send(SESSION, 0, 1, task("a"));
        scene.pass(Duration.ofHours(24));
        scene.wake();
        assertThat(ids(scene.send(SESSION, 0, 1, task("a")))).containsExactly(0);
        scene.pass(Duration.ofHours(1));
        scene.wake();
        assertThat(refused(scene.send(SESSION, 0, 1, task("a")).answer()).reason())
                .isEqualTo(Answer.Refusal.KEY_REUSED);
        assertThat(scene.rows.snapshot().answers()).isEmpty();
        assertThat(scene.rows.snapshot().marks()).hasSize(1);
        sweepsOfAnotherDay();
        assertThat(scene.rows.snapshot().marks()).isEmpty();
    }

    @Test
    void aSessionIsForgottenADayAfterItsLastAcknowledgementAlsoAcrossARestart() {
        scene.send(SESSION, 0, 1, task("a"));
        scene.send(SESSION, 1, 2);
        scene.pass(Duration.ofHours(20));
        scene.wake();
        scene.restart();
        assertThat(scene.rows.snapshot().marks()).hasSize(1);
        scene.pass(Duration.ofHours(5));
        scene.wake();
        assertThat(scene.rows.snapshot().marks()).isEmpty();
    }

    @Test
    void aClockThatIsAheadForAWhileMakesNoSessionOld() {
        scene.send(SESSION, 0, 1, task("a"));
        scene.set(Duration.ofDays(365));
        scene.pass(Duration.ofHours(1));
        scene.wake();
        scene.set(Duration.ofDays(-365));
        assertThat(ids(scene.send(SESSION, 0, 1, task("a")))).containsExactly(0);
    }

    @Test
    void whatASessionWasToldUnderAClockThatWasAheadIsForgottenAsIfItHadBeenRight() {
        scene.set(Duration.ofDays(365));
        scene.send(SESSION, 0, 1, task("a"));
        scene.set(Duration.ofDays(-365));
        scene.restart();
        sweepsOfAnotherDay();
        sweepsOfAnotherDay();
        assertThat(scene.rows.snapshot().answers()).isEmpty();
        assertThat(scene.rows.snapshot().marks()).isEmpty();
    }

    @Test
    void manySessionsAreForgottenSomeAtATime() {
        int sessions = 2 * Sessions.SLICE + 1;
        for (int i = 0; i < sessions; i++) {
            scene.decide(new Command.Clear("client-" + i, 0, 1, new long[] {7, 7}));
            scene.decide(new Command.Clear("client-" + i, 1, 2, new long[] {7, 7}));
            scene.decide(new Command.Clear("client-" + i, 2, 3, new long[] {7, 7}));
        }
        scene.pass(Duration.ofHours(25));
        assertThat(scene.wake().events()).hasSizeBetween(1, Sessions.SLICE);
        for (int i = 0; i < 10; i++) {
            scene.pass(Duration.ofMillis(100));
            scene.wake();
        }
        assertThat(scene.rows.snapshot().answers()).isEmpty();
        assertThat(scene.rows.snapshot().marks()).hasSize(sessions);
        sweepsOfAnotherDay();
        assertThat(scene.rows.snapshot().marks()).isEmpty();
    }

    private void sweepsOfAnotherDay() {
        for (int hour = 0; hour < 26; hour++) {
            scene.pass(Duration.ofHours(1));
            for (int i = 0; i < 10; i++) {
                scene.wake();
                scene.pass(Duration.ofMillis(100));
            }
        }
    }

    @Test
    void moreUnfinishedTasksThanTheLimitAreRefusedAsAWhole() {
        Scene small = new Scene(new LedgerSettings(3, Duration.ofSeconds(20), 3));
        small.send(SESSION, 0, 1, task("a"), task("b"));
        Decision tooMany = small.send(SESSION, 0, 3, task("c"), task("d"));
        assertThat(refused(tooMany.answer()).reason()).isEqualTo(Answer.Refusal.FULL);
        assertThat(refused(tooMany.answer()).message()).contains("2 unfinished", "limit is 3", "stoker.max-open-tasks");
        assertThat(tooMany.events()).isEmpty();
        assertThat(ids(small.send(SESSION, 0, 3, task("c")))).containsExactly(2);
        assertThat(ids(small.send(SESSION, 0, 1, task("a"), task("b"), task("c"))))
                .as("what is known is no news")
                .containsExactly(0, 1, 2);
    }

    @Test
    void unfinishedTasksMustNotFillTheMemoryAndOfThoseThatAStoreHasTheOutlineIsKept() {
        Scene small =
                new Scene(new LedgerSettings(3, Duration.ofSeconds(20), 100, 1 << 20, RetentionSettings.KEEP_ALL));
        TaskSpec large = task("a".repeat(600_000));
        small.send(SESSION, 0, 1, large, large);
        Decision tooMuch = small.send(SESSION, 0, 3, task("b"));
        assertThat(refused(tooMuch.answer()).reason()).isEqualTo(Answer.Refusal.FULL);
        assertThat(refused(tooMuch.answer()).message())
                .contains("2 unfinished", "1172 KiB", "limit is 1 MiB", "stoker.max-open-bytes");
        assertThat(tooMuch.events()).isEmpty();

        small.ledger().stored(0);
        small.ledger().stored(0);
        assertThat(ids(small.send(SESSION, 0, 3, task("b")))).containsExactly(2);
        small.ledger().stored(2);
        assertThat(TestTasks.source(small.open(2).spec()))
                .as("too small to be worth it")
                .isEqualTo("b");

        Event.Finished whole = end(small, 1);
        Event.Finished outlined = end(small, 0);
        assertThat(outlined.bytes()).isEqualTo(whole.bytes());
        assertThat(whole.task().origin()).isNotNull();
        assertThat(outlined.task().origin()).as("only the store knows it").isNull();
        small.ledger().stored(0);
        small.send(SESSION, 0, 4, large);
        assertThat(ids(small.send(SESSION, 0, 5, task("b"))))
                .as("what has ended leaves")
                .containsExactly(4);
    }

    @Test
    void largeTasksStayWholeWhileUnfinishedTasksTakeLittleOfWhatTheyMay() {
        Scene roomy =
                new Scene(new LedgerSettings(3, Duration.ofSeconds(20), 100, 1 << 20, RetentionSettings.KEEP_ALL));
        TaskSpec large = task("a".repeat(40_000));
        roomy.send(SESSION, 0, 1, large);
        roomy.ledger().stored(0);
        assertThat(roomy.open(0).spec()).isEqualTo(large);

        roomy.send(SESSION, 0, 2, large);
        roomy.ledger().stored(1);
        assertThat(roomy.open(1).spec()).isNotEqualTo(large);
        roomy.send(SESSION, 0, 3, task("b".repeat(10_000)));
        roomy.ledger().stored(2);
        assertThat(TestTasks.source(roomy.open(2).spec()))
                .as("the outline of the one before makes room")
                .isEqualTo("b".repeat(10_000));
    }

    private static Event.Finished end(Scene scene, long task) {
        Decision decision = scene.report("A", scene.run(task, "A"), Outcome.SUCCEEDED);
        return (Event.Finished) decision.events().get(0);
    }

    @Test
    void theLimitCountsRunningTasksAndNotFinishedOnes() {
        Scene small = new Scene(new LedgerSettings(3, Duration.ofSeconds(20), 1));
        small.send(SESSION, 0, 1, task("a"));
        AttemptId attempt = small.run(0, "A");
        assertThat(small.send(SESSION, 0, 2, task("b")).answer()).isInstanceOf(Answer.Refused.class);
        small.report("A", attempt, Outcome.SUCCEEDED);
        assertThat(ids(small.send(SESSION, 0, 2, task("b")))).containsExactly(1);
    }

    @Test
    void anythingOfATasksContentTellsItFromAnother() {
        Map<String, Payload> arguments = Payload.of(Map.of("a", new byte[] {1}, "b", new byte[] {2}));
        List<String> pull = List.of("p", "q");
        TaskSpec plain = spec("x", arguments, pull, 1, false);
        assertThat(List.of(
                        spec("y", arguments, pull, 1, false),
                        spec("x", Payload.of(Map.of("a", new byte[] {2}, "b", new byte[] {1})), pull, 1, false),
                        spec("x", Payload.of(Map.of("a", new byte[] {1}, "c", new byte[] {2})), pull, 1, false),
                        spec("x", Payload.of(Map.of("a", new byte[] {1})), pull, 1, false),
                        spec("x", Map.of("a", STORED, "b", arguments.get("b")), pull, 1, false),
                        spec("x", arguments, List.of("q", "p"), 1, false),
                        spec("x", arguments, List.of("p"), 1, false),
                        spec("x", arguments, pull, 2, false),
                        spec("x", arguments, pull, 1, true),
                        new TaskSpec(plain.arguments(), plain.code(), plain.values(), plain.options()),
                        new TaskSpec(plain.code(), plain.arguments(), List.of(STORED), plain.options()),
                        plain.with(plain.options().withClearBefore()),
                        plain.with(plain.options().withClearAfter()),
                        plain.with(plain.options().withPinned()),
                        plain.with(plain.options().withIsolated()),
                        plain.with(plain.options().withDepend("a == 1")),
                        plain.with(plain.options().withRecovery(plain))))
                .allSatisfy(other -> assertThat(ContentHash.of(other)).isNotEqualTo(ContentHash.of(plain)));
    }

    @Test
    void storedValuesAreTheSameWhenTheyAreTheSame() {
        StoredValue again = new StoredValue(STORED.id(), STORED.size(), STORED.checksum());
        long hash = ContentHash.of(spec("x", Map.of("a", STORED), List.of(), 0, false));
        assertThat(ContentHash.of(spec("x", Map.of("a", again), List.of(), 0, false)))
                .isEqualTo(hash);
        StoredValue other = StoredValue.of(new byte[] {1});
        assertThat(ContentHash.of(spec("x", Map.of("a", other), List.of(), 0, false)))
                .isNotEqualTo(hash);
    }

    @Test
    void tasksThatAreSubmittedOnceAreOtherContentWhenTheyAreOtherInNumber() {
        Scene scene = new Scene();
        assertThat(((Answer.Accepted) once(scene, task("a"), task("b"))).ids()).containsExactly(0, 1);
        assertThat(((Answer.Accepted) once(scene, task("a"), task("b"))).ids()).containsExactly(0, 1);
        for (TaskSpec[] others :
                List.of(new TaskSpec[] {task("a")}, new TaskSpec[] {task("a"), task("b"), task("c")}, new TaskSpec[] {
                    task("a"), task("c")
                })) {
            assertThat(once(scene, others))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Answer.Refusal.KEY_REUSED));
        }
        assertThat(scene.submit(task("next"))).isEqualTo(2);
    }

    private static Answer once(Scene scene, TaskSpec... specs) {
        return scene.decide(
                        new Command.Submit("once", TestTasks.client("once"), 0, 1, List.of(specs), specs.length, 0, -1))
                .answer();
    }

    @Test
    void tasksThatDifferInABitOfTheirBytesHaveDifferentHashes() throws Exception {
        Seeds.each(2, LedgerSubmitTest::compareHashes);
    }

    private static void compareHashes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] x = new byte[1 + random.nextInt(20)];
            random.nextBytes(x);
            byte[] y = x.clone();
            y[random.nextInt(y.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(ContentHash.of(of(x, y)))
                    .isNotEqualTo(ContentHash.of(of(y, x)))
                    .isNotEqualTo(ContentHash.of(of(x, x)))
                    .isEqualTo(ContentHash.of(of(x.clone(), y.clone())));
        }
    }

    private static TaskSpec of(byte[] code, byte[] arguments) {
        return new TaskSpec(Block.of(code, 0), Block.of(arguments, 0), List.of(), TaskOptions.NONE);
    }

    private static TaskSpec spec(
            String source, Map<String, Payload> push, List<String> pull, int retries, boolean atMostOnce) {
        return TestTasks.spec(
                source,
                push,
                pull,
                new TaskOptions(retries, atMostOnce, false, false, null, null, false, false, Map.of()));
    }
}
