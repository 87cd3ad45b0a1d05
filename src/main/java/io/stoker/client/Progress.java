package io.stoker.client;

import java.util.OptionalLong;

/**
 * How far a map, or a wait for tasks, is.
 *
 * @param done how many elements are through or tasks have ended, failed ones included
 * @param failed how many have failed; of tasks, all that have not succeeded
 * @param total how many there are; empty if that is not known
 * @param nanos how long it has been running
 */
public record Progress(long done, long failed, OptionalLong total, long nanos) {

    /** How many went through in a second, so far. */
    public double perSecond() {
        return nanos <= 0 ? 0 : done * 1e9 / nanos;
    }

    /** How many seconds the rest takes if it goes on as so far; empty if that cannot be told. */
    public OptionalLong secondsLeft() {
        return total.isEmpty() || done == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round((total.getAsLong() - done) / perSecond()));
    }
}
