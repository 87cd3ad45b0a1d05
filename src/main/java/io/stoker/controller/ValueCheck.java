package io.stoker.controller;

import io.stoker.store.ValueStore;
import io.stoker.task.AttemptResult;
import io.stoker.task.Failure;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import io.stoker.wire.Piping;
import io.stoker.wire.ToController.AttemptReport;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Lets nothing into the ledger that refers to values which the store does not have: they are durable before the row
 * that names them.
 */
final class ValueCheck {
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final Trouble trouble = new Trouble(LoggerFactory.getLogger(ValueCheck.class));
    private final Piping piping;
    private final ValueStore values;

    ValueCheck(Piping piping, ValueStore values) {
        this.piping = piping;
        this.values = values;
    }

    /** Goes on with what the store lacks of these tasks' values. */
    void tasks(List<TaskSpec> specs, Consumer<Set<UUID>> then) {
        Set<StoredValue> stored = new LinkedHashSet<>(0);
        for (TaskSpec spec : specs) {
            stored.addAll(spec.stored());
        }
        check(stored, then);
    }

    /** Goes on with the report, or with that of a failure if the store lacks one of its values. */
    void report(AttemptReport report, Consumer<AttemptReport> then) {
        AttemptResult result = report.result();
        if (result == null) {
            then.accept(report);
            return;
        }
        check(
                result.values(),
                missing -> then.accept(
                        missing.isEmpty()
                                ? report
                                : new AttemptReport(report.attempt(), result.failed(failure(missing)))));
    }

    private static Failure failure(Set<UUID> missing) {
        return Failure.of(
                Failure.Kind.SYSTEM,
                "MissingValue",
                "the store no longer has the result's values " + missing + ": they were not used for too long");
    }

    /**
     * At once if the store can tell at once, so that all stays in order, and else by way of {@link Piping}. If it
     * cannot tell for now it is asked again: nothing is known to be missing, and whoever waits has time-outs of their
     * own.
     */
    private void check(Collection<StoredValue> stored, Consumer<Set<UUID>> then) {
        if (stored.isEmpty()) {
            then.accept(Set.of());
            return;
        }
        CompletableFuture<Set<UUID>> missing = values.missing(stored).toCompletableFuture();
        if (missing.isDone() && !missing.isCompletedExceptionally()) {
            told(missing.join(), then);
            return;
        }
        piping.pipe(missing, (found, failure) -> {
            if (found != null) {
                told(found, then);
            } else {
                trouble.with(
                        "the store cannot say which values it has, and is asked again",
                        Objects.requireNonNull(failure));
                CompletableFuture<Void> pause = new CompletableFuture<>();
                piping.pipe(
                        pause.completeOnTimeout(null, AGAIN.toMillis(), TimeUnit.MILLISECONDS),
                        (nothing, never) -> check(stored, then));
            }
        });
    }

    private void told(Set<UUID> missing, Consumer<Set<UUID>> then) {
        trouble.over();
        then.accept(missing);
    }
}
