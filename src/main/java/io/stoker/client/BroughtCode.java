package io.stoker.client;

import io.stoker.task.StoredValue;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bundles of classes that the controller's store has or is being brought, so that a task need not ask. The store
 * keeps what is used from time to time. Thread-safe.
 */
final class BroughtCode {
    /** Much less than the time for which a store keeps what nobody uses ({@code stoker.keep-unused-values}). */
    private static final long SURE_NANOS = Duration.ofMinutes(5).toNanos();

    private final LongSupplier ticks;
    private final Map<StoredValue, Brought> all = new HashMap<>();

    /** @param tick when it was begun to be brought, or used for the last time */
    private record Brought(String ledger, CompletableFuture<Void> done, long tick) {
        boolean isFailed() {
            return done.isCompletedExceptionally();
        }
    }

    BroughtCode(LongSupplier ticks) {
        this.ticks = ticks;
    }

    /** Whether this ledger's store has the bundle; if so, it counts as used. */
    synchronized boolean isThere(StoredValue bundle, String ledger) {
        Brought brought = sure(bundle, ledger);
        if (brought == null || !brought.done().isDone()) {
            return false;
        }
        all.put(bundle, new Brought(ledger, brought.done(), ticks.getAsLong()));
        return true;
    }

    private @Nullable Brought sure(StoredValue bundle, String ledger) {
        Brought brought = all.get(bundle);
        boolean sure = brought != null
                && brought.ledger().equals(ledger)
                && !brought.isFailed()
                && ticks.getAsLong() - brought.tick() < SURE_NANOS;
        return sure ? brought : null;
    }

    /**
     * Has the store asked whether it has these bundles: all who need one of them wait for the answer, and if that is
     * no, for the bundle.
     *
     * @param bringing brings a bundle then
     * @return to be completed with whether it has all of them; null if there is nothing to be asked, as one of them is
     *     there, being brought or asked for
     */
    synchronized @Nullable CompletableFuture<Boolean> ask(
            Collection<StoredValue> bundles, String ledger, Function<StoredValue, CompletableFuture<Void>> bringing) {
        if (bundles.stream().anyMatch(bundle -> sure(bundle, ledger) != null)) {
            return null;
        }
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        for (StoredValue bundle : bundles) {
            CompletableFuture<Void> done = answer.thenCompose(
                    found -> found ? CompletableFuture.completedFuture(null) : bringing.apply(bundle));
            all.put(bundle, new Brought(ledger, done, ticks.getAsLong()));
        }
        return answer;
    }

    /** The store may have lost the bundle, unless it is on its way there. */
    synchronized void forget(StoredValue bundle) {
        all.computeIfPresent(bundle, (key, brought) -> brought.done().isDone() ? null : brought);
    }

    /**
     * Completes when the bundle is in the store.
     *
     * @param bringing brings it, if nobody does already
     * @return may be cancelled without a consequence for others
     */
    synchronized CompletableFuture<Void> bring(
            StoredValue bundle, String ledger, Supplier<CompletableFuture<Void>> bringing) {
        Brought brought = sure(bundle, ledger);
        if (brought == null) {
            brought = new Brought(ledger, bringing.get(), ticks.getAsLong());
            all.put(bundle, brought);
        }
        return brought.done().copy();
    }
}
