package io.stoker.store;

import io.stoker.ledger.RetentionCandidates;
import io.stoker.ledger.Snapshot;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the ledger. All methods return at once; the stages complete when the work is done, on whichever thread did it.
 * One commit is in flight at a time.
 */
public interface LedgerStore extends AutoCloseable {

    /**
     * Takes the lease and reads what is unfinished. Whoever held the lease before can commit no more.
     *
     * @param owner where the controller is reached that takes it, as {@code akka://stoker@127.0.0.1:10113}: others who
     *     come for the lease are told
     * @return what the controller starts from; fails with {@link LeaseHeldException} while another controller has the
     *     lease, and with any other {@link StoreException} if the ledger cannot be opened
     */
    CompletionStage<Opened> open(String owner);

    /**
     * Keeps the lease for another {@link Opened#lease()} from now. A commit does that, too.
     *
     * @return completes when it is kept; fails with {@link FencedException} if another controller has taken it, and
     *     with any other {@link StoreException} if that is unknown
     */
    CompletionStage<Void> renew();

    /**
     * Makes a batch durable, whole or not at all.
     *
     * @return completes when it is durable; fails with {@link FencedException} if the epoch is not the lease's, and
     *     with any other {@link StoreException} if it is not durable or if that is unknown, which only {@link #open}
     *     can tell
     */
    CompletionStage<Void> commit(Commit commit);

    /** Where it is, for people: a file, a server and database, or the memory of this JVM. */
    default String place() {
        return "memory";
    }

    /** What it is kept in, as {@code sqlite}. */
    default String kind() {
        return "memory";
    }

    /** Whether all it keeps is in this JVM's heap, so that reading it again saves no memory. */
    default boolean isInMemory() {
        return false;
    }

    /**
     * The complete specifications of unfinished tasks, by their ids.
     *
     * @return fails with a {@link StoreException} if one of them is not there
     */
    CompletionStage<Map<Long, TaskSpec>> specs(List<Long> ids);

    /** The finished tasks among these ids; the others are left out. */
    CompletionStage<List<FinishedTask>> results(List<Long> ids);

    /**
     * How much the finished tasks that are not pinned take, and the first {@code most} of them from this id on;
     * {@link RetentionCandidates#UNKNOWN} while the rows of what was removed or pinned at once are still to follow.
     */
    CompletionStage<RetentionCandidates> oldest(long from, int most);

    /** Finds tasks; to be used once the ledger was opened. */
    Listing listing();

    /** Tells what the commits have changed; to be used once the ledger was opened. */
    EventFeed events();

    /**
     * Why nothing new may be taken in for now, as when the disk is nearly full; empty if it may. What was taken in
     * before is written all the same.
     */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** The large values that its rows refer to; a commit of rows that do so expects them to be whole. */
    ValueStore values();

    /** Gives the lease back, so that another controller need not wait for its end. */
    @Override
    void close();

    /**
     * The state with which a controller starts.
     *
     * @param ledgerId made with the store, and never changed
     * @param epoch of the lease that was taken, higher than all before it
     * @param batch the number of the last commit that is durable
     * @param lease how long the lease is held without being renewed; {@link #FOR_EVER} if nobody can take it away
     */
    record Opened(String ledgerId, long epoch, long batch, Duration lease, Snapshot snapshot) {
        /** Long enough for any controller. */
        public static final Duration FOR_EVER = Duration.ofDays(36_500);
    }
}
