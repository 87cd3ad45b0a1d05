package io.stoker.store;

import io.stoker.ledger.RetentionCandidates;
import io.stoker.task.FinishedTask;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A store that can be told to put off the parts of values, and to take its time to say which it has. */
public final class HeldStore implements LedgerStore, ValueStore {
    private final LedgerStore real;
    private final List<Runnable> held = new ArrayList<>();
    private boolean holdsWrites;
    private boolean holdsReads;
    private boolean holdsAnswers;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger discards = new AtomicInteger();

    public HeldStore(LedgerStore real) {
        this.real = real;
    }

    public synchronized void holdWrites() {
        holdsWrites = true;
    }

    public synchronized void holdReads() {
        holdsReads = true;
    }

    /** Whether a value is there is said only after {@link #release}. */
    public synchronized void holdAnswers() {
        holdsAnswers = true;
    }

    /** So many times it cannot be said whether a value is there. */
    public void failAnswers(int times) {
        failures.set(times);
    }

    /** How much waits. */
    public synchronized int held() {
        return held.size();
    }

    /** Goes on with what waits, and puts off no more. */
    public void release() {
        List<Runnable> all;
        synchronized (this) {
            holdsWrites = false;
            holdsReads = false;
            holdsAnswers = false;
            all = List.copyOf(held);
            held.clear();
        }
        all.forEach(Runnable::run);
    }

    private synchronized <T> CompletionStage<T> later(boolean holds, Supplier<CompletionStage<T>> work) {
        if (!holds) {
            return work.get();
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        held.add(() -> {
            var unused = work.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    done.complete(value);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        });
        return done;
    }

    @Override
    public ValueStore values() {
        return this;
    }

    @Override
    public CompletionStage<Long> write(StoredValue value, long offset, byte[] bytes) {
        return later(holdsWrites, () -> real.values().write(value, offset, bytes));
    }

    @Override
    public CompletionStage<byte[]> read(UUID id, long offset, int length) {
        return later(holdsReads, () -> real.values().read(id, offset, length));
    }

    @Override
    public CompletionStage<Set<UUID>> missing(Collection<StoredValue> values) {
        return failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                ? CompletableFuture.failedStage(new StoreException("the disk is gone"))
                : later(holdsAnswers, () -> real.values().missing(values));
    }

    /** How often the part of a value was to be forgotten. */
    public int discards() {
        return discards.get();
    }

    @Override
    public CompletionStage<Boolean> discard(UUID id) {
        discards.incrementAndGet();
        return real.values().discard(id);
    }

    @Override
    public CompletionStage<Integer> sweep(Duration unusedFor) {
        return real.values().sweep(unusedFor);
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
    public CompletionStage<Map<Long, TaskSpec>> specs(List<Long> ids) {
        return real.specs(ids);
    }

    @Override
    public CompletionStage<List<FinishedTask>> results(List<Long> ids) {
        return real.results(ids);
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
