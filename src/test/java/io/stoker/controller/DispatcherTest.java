package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.ledger.Command;
import io.stoker.ledger.Event;
import io.stoker.ledger.Ledger;
import io.stoker.ledger.LedgerSettings;
import io.stoker.ledger.Now;
import io.stoker.ledger.Snapshot;
import io.stoker.schedule.Assignment;
import io.stoker.schedule.Schedule;
import io.stoker.schedule.ScheduleSettings;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the schedule hears of tasks that may share an engine no longer. */
class DispatcherTest {
    private static final Now NOW = new Now(0, 1);
    private static final String OTHER = "other";

    private final Ledger ledger = new Ledger(new LedgerSettings(5, Duration.ofSeconds(20), 1_000), Snapshot.EMPTY, NOW);
    private final Dispatcher dispatcher =
            new Dispatcher(new Schedule(ScheduleSettings.DEFAULTS, new SplittableRandom(1)), ledger);
    private long nextKey = 1;

    private void decide(Command command) {
        for (Event event : ledger.decide(command, NOW).events()) {
            event.touched().forEach(task -> dispatcher.set(task, 0));
        }
    }

    private void join(String engine) {
        decide(new Command.Register(engine, Set.of(), Long.MAX_VALUE));
        dispatcher.engineJoined(engine, engine, EngineProperties.NONE, 0);
    }

    private void leave(String engine) {
        dispatcher.engineLeft(engine);
        decide(new Command.Suspect(engine));
    }

    private long submit() {
        return submit(Task.of("a"));
    }

    private long submit(Task task) {
        long id = ledger.nextTask();
        decide(new Command.Submit(TestTasks.client("s"), 0, nextKey++, List.of(TestTasks.spec(task))));
        return id;
    }

    /** Hands out what can be handed out now; the last of it, or null if that is nothing. */
    private @Nullable Assignment handOut() {
        Assignment last = null;
        for (Assignment next = handOutOne(); next != null; next = handOutOne()) {
            last = next;
        }
        return last;
    }

    private @Nullable Assignment handOutOne() {
        Assignment next = dispatcher.next(0);
        if (next != null) {
            decide(new Command.Assign(next.task(), next.engine(), 0));
        }
        return next;
    }

    private AttemptId attempt(long task) {
        return ledger.find(task).attempt();
    }

    private void end(String engine, long task, Outcome outcome) {
        dispatcher.ended(engine, task, result(outcome), 0);
        decide(new Command.Report(engine, attempt(task), result(outcome)));
    }

    private static AttemptResult result(Outcome outcome) {
        Failure failure = outcome == Outcome.SUCCEEDED ? null : Failure.of(Failure.Kind.REJECTED, "Rejected", "");
        return TestTasks.result(outcome, Map.of(), failure, "", "", 1_000);
    }

    /** An engine whose tasks are known to be so short that it is given several at once. */
    private void joinExperienced(String engine) {
        join(engine);
        for (int i = 0; i < 100; i++) {
            long task = submit();
            handOut();
            end(engine, task, Outcome.SUCCEEDED);
        }
    }

    /** It is queued, and an attempt that it had before is on an engine of which nothing has been heard. */
    private long supersededAndRejected(String silent) {
        join(silent);
        long task = submit();
        handOut();
        decide(new Command.Start(silent, attempt(task)));
        leave(silent);
        join("rejecting");
        handOut();
        end("rejecting", task, Outcome.REJECTED);
        dispatcher.engineLeft("rejecting");
        return task;
    }

    @Test
    void aQueuedTaskThatAnEngineHasDiedOfIsPutBehindNoOther() {
        long task = supersededAndRejected("silent");
        decide(new Command.EnginesDied(Set.of("silent"), false, "it died"));
        assertThat(ledger.find(task).runsAlone()).isTrue();
        dispatcher.forget(task);
        joinExperienced(OTHER);
        long running = submit();
        handOut();
        dispatcher.set(task, 0);
        assertThat(handOut()).isNull();
        end(OTHER, running, Outcome.SUCCEEDED);
        assertThat(handOut()).isEqualTo(new Assignment(task, OTHER));
    }

    @Test
    void aTaskThatWaitsWhileTheDeathBecomesKnownIsPutBehindNoOtherFromThenOn() {
        long task = supersededAndRejected("silent");
        dispatcher.forget(task);
        joinExperienced(OTHER);
        long running = submit();
        handOut();
        dispatcher.set(task, 0);
        decide(new Command.EnginesDied(Set.of("silent"), false, "it died"));
        assertThat(handOut()).isNull();
        end(OTHER, running, Outcome.SUCCEEDED);
        assertThat(handOut()).isEqualTo(new Assignment(task, OTHER));
    }

    @Test
    void nothingIsPutBehindATaskThatRunsWhileTheDeathOfAnEarlierEngineBecomesKnown() {
        long task = supersededAndRejected("silent");
        dispatcher.forget(task);
        joinExperienced(OTHER);
        dispatcher.set(task, 0);
        assertThat(handOut()).isEqualTo(new Assignment(task, OTHER));
        decide(new Command.EnginesDied(Set.of("silent"), false, "it died"));
        submit();
        assertThat(handOut()).isNull();
    }

    @Test
    void nothingIsPutBehindATaskThatAnEngineBringsAlongAndThatMustRunAlone() {
        long task = supersededAndRejected("silent");
        decide(new Command.EnginesDied(Set.of("silent"), false, "it died"));
        dispatcher.forget(task);
        joinExperienced(OTHER);
        dispatcher.set(task, 0);
        handOut();
        dispatcher.forget(task);
        dispatcher.engineJoined(OTHER, OTHER, EngineProperties.NONE, 0);
        submit();
        assertThat(handOut()).isNull();
    }

    @Test
    void whatCameBackGoesBeforeTheOthersAndARetryBehindThem() {
        join(OTHER);
        long retried = submit(Task.of("a").retries(1));
        handOutOne();
        long back = submit();
        long fresh = submit();
        end(OTHER, retried, Outcome.FAILED);
        handOutOne();
        decide(new Command.Report(OTHER, attempt(back), null));
        for (long task : List.of(back, fresh, retried)) {
            assertThat(handOutOne()).isEqualTo(new Assignment(task, OTHER));
            end(OTHER, task, Outcome.SUCCEEDED);
        }
    }

    @Test
    void whatHadComeBackGoesBeforeTheOthersAlsoAfterARestart() {
        join(OTHER);
        long retried = submit(Task.of("a").retries(1));
        handOut();
        end(OTHER, retried, Outcome.FAILED);
        long given = submit();
        decide(new Command.Assign(given, OTHER, 0));
        decide(new Command.Report(OTHER, attempt(given), null));

        Dispatcher restarted = new Dispatcher(new Schedule(ScheduleSettings.DEFAULTS, new SplittableRandom(1)), ledger);
        restarted.engineJoined("new", "new", EngineProperties.NONE, 0);

        assertThat(restarted.next(0)).isEqualTo(new Assignment(given, "new"));
    }

    @Test
    void anAbortedFailureIsHeldAgainstNoEngine() {
        join(OTHER);
        for (int i = 0; i < 2; i++) {
            long task = submit();
            handOut();
            decide(new Command.Abort("s", 0, nextKey++, task));
            end(OTHER, task, Outcome.FAILED);
        }
        join("fresh");
        submit();
        assertThat(handOut().engine()).isEqualTo("fresh");
        submit();
        assertThat(handOut().engine()).isEqualTo(OTHER);
    }

    @Test
    void anEngineThatDrainsGetsNothingUntilItSaysOtherwise() {
        join("A");
        dispatcher.draining("A", true);
        dispatcher.draining("nobody", true);
        long task = submit();
        assertThat(handOut()).isNull();
        dispatcher.draining("A", false);
        assertThat(handOut()).isEqualTo(new Assignment(task, "A"));
    }
}
