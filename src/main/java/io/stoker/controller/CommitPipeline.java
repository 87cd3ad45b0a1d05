package io.stoker.controller;

import io.stoker.ledger.Answer;
import io.stoker.ledger.Changes;
import io.stoker.ledger.Command;
import io.stoker.ledger.Counts;
import io.stoker.ledger.Decision;
import io.stoker.ledger.Event;
import io.stoker.ledger.Ledger;
import io.stoker.ledger.LedgerSettings;
import io.stoker.ledger.Now;
import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.schedule.Assignment;
import io.stoker.schedule.Reclaim;
import io.stoker.schedule.Schedule;
import io.stoker.schedule.Unmet;
import io.stoker.store.Commit;
import io.stoker.store.LedgerStore;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EventKind;
import io.stoker.wire.HeldAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What happens between a message and its effects: commands are decided and applied at once, the rows they change gather
 * until the commit before them is confirmed, and what they mean for others leaves only when they are durable
 * themselves. Made on whichever thread, and then touched by the controller's alone.
 */
final class CommitPipeline {
    /** How many tasks end in one commit at most by what comes to many at once. */
    static final int SLICE = 1_000;

    /** More attempts than one controller dispatches in its life. */
    private static final long DISPATCHES = 1L << 40;

    private static final long WELL_AHEAD_MILLIS = 60_000;

    private final LedgerStore store;
    private final long epoch;
    private final String ledgerId;
    private final Ledger ledger;
    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private long batch;
    private final long latest;
    private PostCommitEffects effects = new PostCommitEffects();
    private final Set<Long> interrupting = new HashSet<>();
    private @Nullable Committing committing;
    private final ControllerMetrics metrics;
    private final TaskTally tally;
    private final Trouble trouble = new Trouble(LoggerFactory.getLogger(CommitPipeline.class));

    /**
     * A batch that is on its way.
     *
     * @param isWritten whether it has something to write
     * @param since the tick when it began
     * @param tasks how many tasks were accepted or ended in it
     * @param contents of the tasks in it that are only known in outline, when it is durable
     */
    private record Committing(
            PostCommitEffects effects, boolean isWritten, long since, int tasks, CompletionStage<Contents> contents) {}

    CommitPipeline(ControllerSettings settings, LedgerStore store, LedgerStore.Opened opened) {
        this(settings, store, opened, ControllerMetrics.NONE, InstantSource.system());
    }

    CommitPipeline(
            ControllerSettings settings,
            LedgerStore store,
            LedgerStore.Opened opened,
            ControllerMetrics metrics,
            InstantSource clock) {
        this.store = store;
        this.metrics = metrics;
        this.tally = new TaskTally(metrics);
        this.clock = clock;
        this.latest = opened.snapshot().latestMillis();
        this.epoch = opened.epoch();
        this.ledgerId = opened.ledgerId();
        this.batch = opened.batch();
        LedgerSettings limits = settings.ledger();
        this.ledger = new Ledger(
                store.isInMemory() ? limits.inHeap(Runtime.getRuntime().maxMemory()) : limits,
                opened.snapshot(),
                now());
        this.dispatcher =
                new Dispatcher(new Schedule(settings.schedule(), RandomGenerator.of("L64X128MixRandom")), ledger);
    }

    /** Decides and applies; the answer may leave by way of {@link #effects()} only. */
    Answer decide(Command command) {
        Now now = now();
        Decision decision = ledger.decide(command, now);
        for (Event event : decision.events()) {
            event.touched().forEach(task -> dispatcher.set(task, now.tick()));
            tally.add(event);
        }
        return decision.answer();
    }

    /**
     * Takes in how an attempt ended.
     *
     * @param result null if it was given back unstarted
     */
    Answer report(String instance, AttemptId attempt, @Nullable AttemptResult result) {
        if (result != null && isCurrent(instance, attempt)) {
            dispatcher.ended(instance, attempt.task(), result, System.nanoTime());
        }
        Answer answer = decide(new Command.Report(instance, attempt, result));
        if (result != null && answer instanceof Answer.Reported reported && reported.use() == Answer.Use.LATE) {
            metrics.reportedLate();
        }
        return answer;
    }

    /**
     * Pairs tasks with engines until nothing more can be handed out, or it is enough for once.
     *
     * @return whether anything was
     */
    boolean handOut(Roster roster) {
        long tick = System.nanoTime();
        boolean any = false;
        while (!effects.isHeavy()) {
            Assignment next = dispatcher.next(tick);
            if (next == null) {
                break;
            }
            int engineId = roster.find(next.engine()).map(Engine::id).orElseThrow();
            OpenTask before = Objects.requireNonNull(ledger.find(next.task()));
            decide(new Command.Assign(next.task(), next.engine(), engineId));
            OpenTask assigned = Objects.requireNonNull(ledger.find(next.task()));
            effects.assign(next.engine(), assigned);
            tally.assigned(before, assigned);
            any = true;
        }
        return any;
    }

    /**
     * Ends tasks that no engine could have run for too long: no more of them than one commit should have.
     *
     * @return whether there were any; then there may be more
     */
    boolean expireUnmet() {
        List<Unmet> due = dispatcher.unmet(System.nanoTime(), SLICE);
        due.forEach(unmet -> decide(new Command.Expire(unmet.task(), unmet.reason())));
        return !due.isEmpty();
    }

    /**
     * Takes in what an engine holds.
     *
     * @param identifiedAt the {@link #boundary()} that it was told when it was asked
     * @return which of these it must drop
     */
    List<AttemptId> registered(String instance, Set<AttemptId> holds, long identifiedAt) {
        Answer answer = decide(new Command.Register(instance, holds, asOf(identifiedAt)));
        return answer instanceof Answer.Drop drop ? drop.attempts() : List.of();
    }

    /** Asks back what waits behind attempts that make no progress. */
    void reclaimOverdue() {
        for (Reclaim reclaim : dispatcher.overdue(System.nanoTime())) {
            for (long id : reclaim.tasks()) {
                OpenTask task = ledger.find(id);
                if (task != null) {
                    effects.revoke(reclaim.engine(), task.attempt());
                }
            }
        }
    }

    /** Tells the engine of a task that is being aborted, by way of the next batch. */
    void stop(OpenTask task, boolean interrupt) {
        OpenState.Held held = Objects.requireNonNull(task.state().held());
        if (interrupt) {
            interrupting.add(task.id());
            effects.interrupt(held.instance(), task.attempt());
        } else {
            effects.revoke(held.instance(), task.attempt());
        }
    }

    /**
     * Tells the engine again of those among its attempts that are to be interrupted: the first time may have been lost.
     */
    void repeatInterrupts(List<AttemptId> running) {
        for (AttemptId attempt : running) {
            OpenTask task = interrupting.contains(attempt.task()) ? ledger.find(attempt.task()) : null;
            if (task != null && task.attempt().equals(attempt) && task.state().held() != null) {
                stop(task, true);
            }
        }
    }

    /** Lets the ledger look at the time; its answer if it has one. */
    @Nullable
    Answer wake() {
        OptionalLong due = ledger.nextWake();
        boolean now = due.isPresent() && System.nanoTime() - due.getAsLong() >= 0;
        return now ? decide(new Command.Wake()) : null;
    }

    /** Takes in what has become of an engine, to be told with the next batch. */
    void note(EventKind kind, Engine engine, @Nullable String reason) {
        ledger.note(new Event.EngineChanged(kind, engine.id(), engine.instance(), reason));
    }

    /** What leaves when all that was decided so far is durable. */
    PostCommitEffects effects() {
        return effects;
    }

    /**
     * Begins the next commit if there is something to commit and none is under way.
     *
     * @return its end, after which {@link #release} is to be called; null if there is nothing to wait for
     */
    @Nullable
    CompletionStage<Void> commit() {
        if (committing != null || (!ledger.hasChanges() && effects.isEmpty())) {
            return null;
        }
        PostCommitEffects next = effects;
        effects = new PostCommitEffects();
        boolean isWritten = ledger.hasChanges();
        List<Long> outlined =
                next.outlined().stream().filter(id -> ledger.find(id) != null).toList();
        Changes changes = isWritten ? ledger.takeChanges() : null;
        long since = System.nanoTime();
        CompletionStage<Void> written =
                changes == null ? CompletableFuture.completedStage(null) : write(changes, next, since);
        int tasks = changes == null
                ? 0
                : changes.accepted().size() + changes.ended().size();
        // They are read beside the commit: what was made durable before stays as it was.
        committing = new Committing(next, isWritten, since, tasks, Contents.read(store, outlined, written));
        return committing.contents().thenApply(read -> null);
    }

    private CompletionStage<Void> write(Changes changes, PostCommitEffects then, long tick) {
        metrics.commitBegan(tick);
        for (OpenTask task : changes.accepted()) {
            // When the store has it, it can tell of it again.
            if (task.size() > OpenTask.KEPT_WHOLE && !store.isInMemory()) {
                then.then(() -> ledger.stored(task.id()));
            }
        }
        for (Changes.Ended ended : changes.ended()) {
            interrupting.remove(ended.task().taskId());
            then.finished(ended.task());
        }
        return store.commit(new Commit(epoch, ++batch, clock.millis(), changes));
    }

    /**
     * The commit under way is durable: lets go what waited for it. A task whose content cannot be read does not go to
     * its engine, which says that it lacks it; so it is queued again.
     *
     * @return whether anything was written
     */
    boolean release(Roster roster, Watchers watchers) {
        Committing done = Objects.requireNonNull(committing, "no commit is under way");
        committing = null;
        Contents contents = done.contents().toCompletableFuture().join();
        contents.failure()
                .ifPresentOrElse(
                        failure -> trouble.with(
                                "tasks that cannot be read from the ledger do not go to their engines, which is tried again",
                                failure),
                        () -> {
                            if (!contents.specs().isEmpty()) {
                                trouble.over();
                            }
                        });
        if (done.isWritten()) {
            metrics.committed(System.nanoTime() - done.since(), done.tasks());
            tellCounts();
        }
        done.effects().release(roster, watchers, contents.specs());
        return done.isWritten();
    }

    /** How long the commit under way has taken until this tick; 0 if nothing is being written. */
    long commitNanos(long tick) {
        Committing now = committing;
        return now == null || !now.isWritten() ? 0 : Math.max(0, tick - now.since());
    }

    /** For each engine that holds attempts according to the ledger, the small id it has. */
    Map<String, Integer> holders() {
        Map<String, Integer> ids = new HashMap<>();
        for (OpenTask task : ledger.open()) {
            OpenState.Held held = task.state().held();
            if (held != null) {
                ids.put(held.instance(), held.engineId());
            }
        }
        return ids;
    }

    /** Whether this attempt is the current one of its task, and on this engine. */
    boolean isCurrent(String instance, AttemptId attempt) {
        OpenTask task = ledger.find(attempt.task());
        return task != null && task.isHeldBy(instance) && task.attempt().equals(attempt);
    }

    /** What the engine should hold and does not say it holds. */
    Set<AttemptId> missing(String instance, HeldAttempts held) {
        Set<AttemptId> missing = new HashSet<>();
        for (long id : ledger.heldBy(instance)) {
            AttemptId attempt = Objects.requireNonNull(ledger.find(id)).attempt();
            if (!held.holds(attempt)) {
                missing.add(attempt);
            }
        }
        return missing;
    }

    /**
     * Tells what has been dispatched from what will be, also to those that were asked by the controller before this
     * one.
     */
    long boundary() {
        return epoch * DISPATCHES + ledger.boundary();
    }

    /** What the {@link #boundary()} that an engine was told means to the ledger; negative if that was another's. */
    private long asOf(long boundary) {
        return boundary - epoch * DISPATCHES;
    }

    /** Tells the metrics how many tasks there are. */
    void tellCounts() {
        Counts now = ledger.counts();
        metrics.tasks(now.scheduled(), now.pending(), now.succeeded(), now.failed(), now.aborted());
    }

    /** Who hears how much the controller does. */
    ControllerMetrics metrics() {
        return metrics;
    }

    Ledger ledger() {
        return ledger;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    long epoch() {
        return epoch;
    }

    String ledgerId() {
        return ledgerId;
    }

    /**
     * Looks at the clock.
     *
     * @return by how much it was set since the last call, forward or (negative) back; zero if it was not
     */
    Duration lookAtClock() {
        return ledger.look(now());
    }

    /** The latest moment that the ledger told of when it was opened, if that is well in the future. */
    Optional<Instant> ahead() {
        return latest - clock.millis() > WELL_AHEAD_MILLIS
                ? Optional.of(Instant.ofEpochMilli(latest))
                : Optional.empty();
    }

    /** The time by the clock of what is decided. */
    long millis() {
        return clock.millis();
    }

    private Now now() {
        return new Now(System.nanoTime(), clock.millis());
    }
}
