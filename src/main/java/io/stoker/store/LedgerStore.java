package io.stoker.store;

import io.stoker.ledger.Snapshot;
import io.stoker.task.FinishedTask;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the ledger. All methods return at once; the stages complete when the work is done, on whichever thread did it.
 * One commit is in flight at a time.
 */
public interface LedgerStore extends AutoCloseable {

    /**
     * Takes the lease and reads what is unfinished. Whoever held the lease before can commit no more.
     *
     * @return what the controller starts from; fails with {@link StoreException} if the ledger cannot be opened
     */
    CompletionStage<Opened> open();

    /**
     * Makes a batch durable, whole or not at all.
     *
     * @return completes when it is durable; fails with {@link FencedException} if the epoch is not the lease's, and
     *     with any other {@link StoreException} if it is not durable or if that is unknown, which only {@link #open()}
     *     can tell
     */
    CompletionStage<Void> commit(Commit commit);

    /** The finished tasks among these ids; the others are left out. */
    CompletionStage<List<FinishedTask>> results(List<Long> ids);

    /** The large values that its rows refer to; a commit of rows that do so expects them to be whole. */
    ValueStore values();

    @Override
    void close();

    /**
     * What a controller starts from.
     *
     * @param ledgerId made with the store, and never changed
     * @param epoch of the lease that was taken, higher than all before it
     * @param batch the number of the last commit that is durable
     */
    record Opened(String ledgerId, long epoch, long batch, Snapshot snapshot) {}
}
