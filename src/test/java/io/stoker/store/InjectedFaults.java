package io.stoker.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Delays commits, fails them, and loses the answers of some that succeeded, at random from a seed. */
public final class InjectedFaults implements CommitFaults {
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final RandomGenerator random;
    private final double failing;
    private final double losing;
    private final int delayMillis;
    private volatile boolean fair;
    private volatile int failures;

    public InjectedFaults(RandomGenerator random, double failing, double losing, int delayMillis) {
        this.random = random;
        this.failing = failing;
        this.losing = losing;
        this.delayMillis = delayMillis;
    }

    /** From now on every commit succeeds. */
    public void clear() {
        fair = true;
    }

    /** How many commits have failed or seemed to. */
    public int failures() {
        return failures;
    }

    @Override
    public CompletionStage<Void> commit(Runnable write) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        later.schedule(() -> commit(write, done), random.nextInt(delayMillis + 1), TimeUnit.MILLISECONDS);
        return done;
    }

    private void commit(Runnable write, CompletableFuture<Void> done) {
        double fate = fair ? 1 : random.nextDouble();
        try {
            if (fate < failing) {
                throw new StoreException("the disk is full");
            }
            write.run();
            if (fate < failing + losing) {
                throw new StoreException("the connection was lost during the commit");
            }
            done.complete(null);
        } catch (StoreException e) {
            failures++;
            done.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
