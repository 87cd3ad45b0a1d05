package io.stoker.wire.values;

import io.stoker.task.StoredValue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * What a {@link ValueServer} has behind it: a store, or memory. All methods return at once, and work on no dispatcher
 * of an actor if they have to wait for anything.
 */
public interface ValueKeeper {
    /**
     * Adds a part to a value, if it begins where the keeper's part ends; otherwise nothing is done.
     *
     * @param client who brings it
     * @param bytes may be empty, to ask only
     * @return how many of its first bytes the keeper has now; when these are all, the value is there for good. Fails
     *     with {@link ValueDeferredException} if it is of use to try again after a while, and otherwise with the reason
     *     why it cannot be kept
     */
    CompletionStage<Long> write(UUID client, StoredValue value, long offset, byte[] bytes);

    /**
     * Reads a part of a value.
     *
     * @return fails with {@link ValueDeferredException} if it is of use to try again after a while, and otherwise with
     *     the reason why it cannot be read
     */
    CompletionStage<byte[]> read(StoredValue value, long offset, int length);

    /** Forgets a value that is not whole, and will not be. */
    void discard(StoredValue value);

    /** A client was silent for so long that it has nothing under way, or is gone. */
    void gone(UUID client);

    /** To be called from time to time: lets go of what is of no use to anybody. */
    void sweep();
}
