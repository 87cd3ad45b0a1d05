package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides commands, commits them in batches some of which fail, and lets nothing leave before its commit. */
final class ModelController {
    private static final int WRITES_TO_SWEEP = 20;

    private final LedgerSettings settings;
    final Rows rows = new Rows();
    private final ModelChecks checks;
    private final @Nullable StoreMirror mirror;
    private final List<Decided> decided = new ArrayList<>();
    /** What the store is writing. */
    private @Nullable Batch underWay;

    private Ledger ledger;
    /** A tick may have any value, and overflows here after some minutes. */
    private Now now = new Now(Long.MAX_VALUE - Duration.ofMinutes(15).toNanos(), 1_700_000_000_000L);
    /** The engines that had or may have had something when the ledger was last rebuilt, not heard of since. */
    private final Set<String> unclaimed = new HashSet<>();

    private long reclaimAt;
    private int generation;
    private int writes;

    /** A decision that waits for its commit, and what follows when that has come. */
    private record Decided(Command command, Rows.Change change, Answer answer, Consumer<Answer> then) {}

    /** @param changes null if there are none */
    private record Batch(List<Decided> decided, @Nullable Changes changes) {}

    /** @param lossLimit how many engines may die of a task */
    ModelController(int lossLimit, ModelChecks checks, @Nullable StoreMirror mirror) {
        this.settings = new LedgerSettings(
                lossLimit,
                Duration.ofSeconds(20),
                ModelChecks.MOST_OPEN,
                Long.MAX_VALUE,
                new RetentionSettings(Duration.ofMinutes(10), 40, 20_000));
        this.checks = checks;
        this.mirror = mirror;
        ledger = new Ledger(settings, Snapshot.EMPTY, now);
    }

    Ledger ledger() {
        return ledger;
    }

    Set<String> unclaimed() {
        return unclaimed;
    }

    /** Has something said behind all that was decided before, when that is committed. */
    void say(Runnable what) {
        Rows.Change nothing = Rows.Change.of(Decision.of(List.of()), ledger);
        decided.add(new Decided(new Command.Wake(), nothing, new Answer.None(), answer -> what.run()));
    }

    ModelOrder.Identify identify() {
        return new ModelOrder.Identify(ledger.boundary(), checks.order.count(), generation);
    }

    void register(String instance, Set<AttemptId> holds, ModelOrder.Identify identify, Consumer<Answer> then) {
        boolean known = identify.generation() == generation;
        List<OpenTask> before =
                ledger.heldBy(instance).stream().map(ledger::find).toList();
        decide(new Command.Register(instance, holds, known ? identify.asOf() : -1), then);
        if (checks.order.check(instance, before, holds, identify, known, ledger)) {
            checks.saw("dispatched after it was asked");
        }
    }

    Now now() {
        return now;
    }

    void pass(Duration time) {
        now = new Now(now.tick() + time.toNanos(), now.millis() + time.toMillis());
    }

    void decide(Command command, Consumer<Answer> then) {
        if (command instanceof Command.Wake) {
            if (now.tick() - ledger.nextWake().orElseThrow() < 0) {
                return;
            }
            if (now.tick() - reclaimAt >= 0) {
                unclaimed.clear();
            }
        } else if (command instanceof Command.Register c) {
            unclaimed.remove(c.instance());
        } else if (command instanceof Command.EnginesDied c) {
            unclaimed.removeAll(c.instances());
        }
        Counts before = ledger.counts();
        Decision decision = ledger.decide(command, now);
        checks.decided(command, decision, before, ledger);
        decided.add(new Decided(command, Rows.Change.of(decision, ledger), decision.answer(), then));
    }

    /** A batch is all that was decided before; what is decided while it is on its way is of the next one. */
    void commit(boolean wait) {
        if (underWay != null) {
            confirm();
        }
        if (!wait) {
            underWay = batch();
            return;
        }
        confirm();
        if (decided.isEmpty()) {
            checks.sameAsRows(ledger, rows);
        }
    }

    void commitAll() {
        commit(true);
    }

    private void confirm() {
        Batch done = underWay == null ? batch() : underWay;
        underWay = null;
        write(done);
        done.decided().forEach(decided -> decided.then().accept(decided.answer()));
    }

    private Batch batch() {
        Batch batch = new Batch(List.copyOf(decided), ledger.hasChanges() ? ledger.takeChanges() : null);
        decided.clear();
        return batch;
    }

    /** The store reports a failure. The commit may have happened all the same; nobody gets an answer. */
    void failCommit(boolean committed) {
        if (committed) {
            write(underWay == null ? batch() : underWay);
        }
        rebuild();
    }

    /** A crash of the controller, or a commit that failed. */
    void rebuild() {
        decided.clear();
        underWay = null;
        compareStore();
        ledger = new Ledger(settings, rows.snapshot(), now);
        generation++;
        reclaimAt = now.tick() + settings.reclaimAfter().toNanos();
        unclaimed.clear();
        for (OpenTask task : ledger.open()) {
            if (task.state().held() != null) {
                unclaimed.add(task.state().held().instance());
            }
            task.state().superseded().forEach(given -> unclaimed.add(given.instance()));
        }
        assertThat(ledger.nextWake().orElseThrow() == reclaimAt)
                .as("waits for the unclaimed")
                .isEqualTo(!unclaimed.isEmpty());
        checks.rebuilt(rows);
        checks.sameAsRows(ledger, rows);
    }

    void compareStore() {
        if (mirror != null) {
            mirror.sameAs(rows);
        }
    }

    private void write(Batch batch) {
        Changes changes = batch.changes();
        if (mirror != null && changes != null) {
            mirror.commit(changes);
        }
        for (Decided one : batch.decided()) {
            checks.committing(one.command(), one.change(), rows);
            rows.commit(one.change());
        }
        if (changes != null) {
            rows.hold(changes.held());
        }
        if (mirror != null && ++writes % WRITES_TO_SWEEP == 0) {
            mirror.sweep(rows);
        }
    }
}
