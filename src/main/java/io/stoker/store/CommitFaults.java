package io.stoker.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What becomes of the commits of a {@link MemoryStore}: tests make it bad. */
public interface CommitFaults {

    /** Every commit succeeds at once. */
    CommitFaults FAIR = write -> {
        try {
            write.run();
            return CompletableFuture.completedFuture(null);
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    };

    /** Runs the write or does not, now or later, and says so or does not. */
    CompletionStage<Void> commit(Runnable write);

    /** Ends what {@link #commit} has put off. */
    default void close() {}
}
