package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides commands, commits them in batches some of which fail, and lets nothing leave before its commit. */
final class ModelController {
    static final LedgerSettings SETTINGS = new LedgerSettings(
            3, Duration.ofSeconds(20), 40, Long.MAX_VALUE, new RetentionSettings(Duration.ofMinutes(10), 60, 20_000));

    final Rows rows = new Rows();
    private final ModelChecks checks;
    private final @Nullable StoreMirror mirror;
    private final List<Decided> uncommitted = new ArrayList<>();
    private Ledger ledger;
    /** A tick may have any value, and overflows here after some minutes. */
    private Now now = new Now(Long.MAX_VALUE - Duration.ofMinutes(15).toNanos(), 1_700_000_000_000L);
    /** The engines that had something when the ledger was last rebuilt, and have not been heard of since. */
    private final Set<String> unclaimed = new HashSet<>();

    private long reclaimAt;

    /** A decision that waits for its commit, and what follows when that has come. */
    private record Decided(Command command, Rows.Change change, Answer answer, Consumer<Answer> then) {}

    ModelController(ModelChecks checks, @Nullable StoreMirror mirror) {
        this.checks = checks;
        this.mirror = mirror;
        ledger = new Ledger(SETTINGS, Snapshot.EMPTY, now);
    }

    Ledger ledger() {
        return ledger;
    }

    Set<String> unclaimed() {
        return unclaimed;
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
        } else if (command instanceof Command.Welcome c) {
            unclaimed.remove(c.instance());
        } else if (command instanceof Command.Bury c) {
            unclaimed.remove(c.instance());
        }
        Counts before = ledger.counts();
        Decision decision = ledger.decide(command, now);
        checks.decided(command, decision, before, ledger);
        uncommitted.add(new Decided(command, Rows.Change.of(decision, ledger), decision.answer(), then));
    }

    /** The first n decisions, which are a batch; those behind them were made while it was on its way. */
    void commit(int n) {
        List<Decided> batch = new ArrayList<>(uncommitted.subList(0, Math.min(n, uncommitted.size())));
        uncommitted.subList(0, batch.size()).clear();
        write(batch);
        batch.forEach(decided -> decided.then().accept(decided.answer()));
        if (uncommitted.isEmpty()) {
            checks.sameAsRows(ledger, rows);
        }
    }

    void commitAll() {
        commit(uncommitted.size());
    }

    /** The store reports a failure. The commit may have happened all the same; nobody gets an answer. */
    void failCommit(int n, boolean committed) {
        if (committed) {
            write(uncommitted.subList(0, Math.min(n, uncommitted.size())));
        }
        rebuild();
    }

    /** A crash of the controller, or a commit that failed. */
    void rebuild() {
        uncommitted.clear();
        compareStore();
        ledger = new Ledger(SETTINGS, rows.snapshot(), now);
        reclaimAt = now.tick() + SETTINGS.reclaimAfter().toNanos();
        unclaimed.clear();
        for (OpenTask task : ledger.open()) {
            if (task.state().held() != null) {
                unclaimed.add(task.state().held().instance());
            }
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

    private void write(List<Decided> batch) {
        if (mirror != null) {
            mirror.commit(batch.stream().map(Decided::change).toList());
        }
        for (Decided decided : batch) {
            checks.committing(decided.command(), decided.change(), rows);
            rows.commit(decided.change());
        }
    }
}
