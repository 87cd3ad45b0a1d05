package io.stoker.wire.channel;

import java.time.Duration;

/**
 * How much of a lane is under way at a time, and how soon what has come is said.
 *
 * @param items the window in items: so many may be sent and unacknowledged
 * @param bytes the window in bytes, as the items' sizes are told
 * @param frameBytes so much goes into one frame, unless its only item is larger
 * @param acknowledgeAfter how long an acknowledgement waits for a frame to ride on
 * @param askAfter how long a sender waits for progress until it asks for the first time
 * @param askAtMost the longest time between two questions
 */
public record Limits(
        int items, long bytes, int frameBytes, Duration acknowledgeAfter, Duration askAfter, Duration askAtMost) {

    /** For messages, which are small or batches. */
    public static final Limits MESSAGES =
            new Limits(8_192, 4 << 20, 256 << 10, Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** For parts of large values, of 128 KiB, of which each has a frame of its own. */
    public static final Limits VALUES = new Limits(
            MESSAGES.items(),
            2 << 20,
            128 << 10,
            MESSAGES.acknowledgeAfter(),
            MESSAGES.askAfter(),
            MESSAGES.askAtMost());

    /**
     * The smallest window of an end of ours, in bytes. The other end does not know it, and tells of half of this at
     * once.
     */
    public static final long LEAST_WINDOW = 1 << 20;

    /** These, with another window. */
    public Limits withWindow(int newItems, long newBytes) {
        return new Limits(newItems, newBytes, frameBytes, acknowledgeAfter, askAfter, askAtMost);
    }
}
