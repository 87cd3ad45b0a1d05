package io.stoker.store;

import io.stoker.ledger.RetentionCandidates;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A ledger in memory that several controllers share: one of them at a time has the lease. */
public final class SharedLedger {
    private final MemoryStore real = new MemoryStore();
    private final Duration lease;
    private @Nullable View holder;
    private String owner = "";
    private long until;

    public SharedLedger(Duration lease) {
        this.lease = lease;
    }

    /** One controller's way to it. */
    public View view() {
        return new View();
    }

    public final class View implements LedgerStore {
        private volatile boolean cut;

        private View() {}

        /** Lets nothing through from now on, or again everything. */
        public void cut(boolean now) {
            cut = now;
        }

        @Override
        public CompletionStage<Opened> open(String address) {
            synchronized (SharedLedger.this) {
                if (cut) {
                    return unreachable();
                }
                if (holder != null && holder != this && System.nanoTime() - until < 0) {
                    return CompletableFuture.failedFuture(
                            new LeaseHeldException(owner, Duration.ofNanos(until - System.nanoTime())));
                }
                holder = this;
                owner = address;
                until = System.nanoTime() + lease.toNanos();
                return real.open(address)
                        .thenApply(o -> new Opened(o.ledgerId(), o.epoch(), o.batch(), lease, o.snapshot()));
            }
        }

        @Override
        public CompletionStage<Void> renew() {
            synchronized (SharedLedger.this) {
                if (cut) {
                    return unreachable();
                }
                if (holder != this) {
                    return CompletableFuture.failedFuture(new FencedException(0, 1));
                }
                until = System.nanoTime() + lease.toNanos();
                return CompletableFuture.completedFuture(null);
            }
        }

        @Override
        public CompletionStage<Void> commit(Commit commit) {
            return cut ? unreachable() : real.commit(commit);
        }

        @Override
        public Listing listing() {
            return real.listing();
        }

        @Override
        public EventFeed events() {
            return real.events();
        }

        @Override
        public CompletionStage<RetentionCandidates> oldest(long from, int most) {
            return cut ? unreachable() : real.oldest(from, most);
        }

        @Override
        public CompletionStage<Map<Long, TaskSpec>> specs(List<Long> ids) {
            return cut ? unreachable() : real.specs(ids);
        }

        @Override
        public CompletionStage<List<FinishedTask>> results(List<Long> ids) {
            return cut ? unreachable() : real.results(ids);
        }

        @Override
        public ValueStore values() {
            return real.values();
        }

        @Override
        public void close() {
            synchronized (SharedLedger.this) {
                if (holder == this && !cut) {
                    holder = null;
                }
            }
        }

        private <T> CompletionStage<T> unreachable() {
            return CompletableFuture.failedFuture(new StoreException("the database cannot be reached"));
        }
    }
}
