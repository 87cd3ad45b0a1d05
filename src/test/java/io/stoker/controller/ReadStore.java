package io.stoker.controller;

import io.stoker.ledger.RetentionCandidates;
import io.stoker.store.Commit;
import io.stoker.store.EventFeed;
import io.stoker.store.LedgerStore;
import io.stoker.store.Listing;
import io.stoker.store.StoreException;
import io.stoker.store.ValueStore;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is read, and fails as often as it is told to. */
final class ReadStore implements LedgerStore {
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger specs = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    /** Tasks whose specs cannot be read. */
    final Set<Long> unreadable = ConcurrentHashMap.newKeySet();

    private final LedgerStore real;

    ReadStore(LedgerStore real) {
        this.real = real;
    }

    @Override
    public CompletionStage<Map<Long, TaskSpec>> specs(List<Long> ids) {
        specs.addAndGet(ids.size());
        return failures.getAndDecrement() > 0 || ids.stream().anyMatch(unreadable::contains)
                ? CompletableFuture.failedFuture(new StoreException("the disk is gone"))
                : real.specs(ids);
    }

    @Override
    public CompletionStage<List<FinishedTask>> results(List<Long> ids) {
        reads.addAndGet(ids.size());
        return failures.getAndDecrement() > 0
                ? CompletableFuture.failedFuture(new StoreException("the disk is gone"))
                : real.results(ids);
    }

    @Override
    public CompletionStage<Opened> open(String owner) {
        return real.open(owner);
    }

    @Override
    public CompletionStage<Void> renew() {
        return real.renew();
    }

    @Override
    public CompletionStage<Void> commit(Commit commit) {
        return real.commit(commit);
    }

    @Override
    public ValueStore values() {
        return real.values();
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
        return real.oldest(from, most);
    }

    @Override
    public void close() {
        real.close();
    }
}
