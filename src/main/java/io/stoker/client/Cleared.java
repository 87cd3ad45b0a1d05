package io.stoker.client;

import io.stoker.task.PartlyClearedException;
import io.stoker.wire.ToClient;
import java.util.stream.LongStream;

/**
 * What the messages of one clear have done together.
 *
 * @param count how many results were removed
 * @param missing what was not there, as {@link Ids} writes it
 */
record Cleared(long count, long[] missing) {
    private static final int MOST_SHOWN = 20;

    static final Cleared NOTHING = new Cleared(0, new long[0]);

    Cleared plus(ToClient.Cleared answer) {
        long[] all = LongStream.concat(LongStream.of(missing), LongStream.of(answer.missing()))
                .toArray();
        return new Cleared(count + answer.count(), all);
    }

    long orThrow() {
        if (missing.length > 0) {
            throw new PartlyClearedException(
                    count,
                    "cleared " + count + " results, but there are no finished tasks with the ids: "
                            + Ids.text(missing, MOST_SHOWN));
        }
        return count;
    }
}
