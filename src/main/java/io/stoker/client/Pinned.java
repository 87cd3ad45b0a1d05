package io.stoker.client;

import io.stoker.task.PartlyPinnedException;
import io.stoker.wire.ToClient;
import java.util.stream.LongStream;

/**
 * What the messages of one pin or unpin have done together.
 *
 * @param pinned whether they were to pin
 * @param count how many of the tasks were there
 * @param missing those that were not, as {@link Ids} writes them
 */
record Pinned(boolean pinned, long count, long[] missing) {
    private static final int MOST_SHOWN = 20;

    static Pinned nothing(boolean pinned) {
        return new Pinned(pinned, 0, new long[0]);
    }

    Pinned plus(ToClient.Pinned answer) {
        long[] all = LongStream.concat(LongStream.of(missing), LongStream.of(answer.missing()))
                .toArray();
        return new Pinned(pinned, count + answer.count(), all);
    }

    void require() {
        if (missing.length > 0) {
            throw new PartlyPinnedException(
                    count,
                    (pinned ? "pinned " : "unpinned ") + count
                            + " tasks, but the ledger does not hold, or no longer holds, tasks with the ids: "
                            + Ids.text(missing, MOST_SHOWN));
        }
    }
}
