package io.stoker.store;

import io.stoker.task.StoredValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the values that are too large to travel with their task or result. A value comes in parts, in order, and is
 * never changed once it is whole. What the ledger's rows refer to is kept; all else goes when nobody has asked for it
 * for a while.
 *
 * <p>All methods return at once; the stages complete when the work is done, on whichever thread did it, and fail with
 * {@link ValueRefusedException} if trying again does not help, and otherwise with another {@link StoreException}. Those
 * of one caller are done in the order in which it called.
 */
public interface ValueStore {

    /**
     * Adds a part to a value, if it begins where the store's part ends; otherwise nothing is done.
     *
     * @return how many of its first bytes the store has now. When these are all, the value is whole and durable. Fails
     *     if the store is full, or the bytes are not what the value says they are; what came before is then forgotten.
     */
    CompletionStage<Long> write(StoredValue value, long offset, byte[] bytes);

    /**
     * Reads a part of a whole value.
     *
     * @return the bytes; fails if the value is not there, not whole, or shorter
     */
    CompletionStage<byte[]> read(UUID id, long offset, int length);

    /** Those of these that are not whole. The others are not swept for a while. */
    CompletionStage<Set<UUID>> missing(Collection<StoredValue> values);

    /**
     * Forgets a value of which only a part was written; one that is whole stays.
     *
     * @return whether there was such a part
     */
    CompletionStage<Boolean> discard(UUID id);

    /**
     * Forgets the values that nothing refers to and that were not written or asked for within {@code unusedFor}.
     *
     * @return how many went
     */
    CompletionStage<Integer> sweep(Duration unusedFor);
}
