package io.stoker.wire.channel;

/**
 * Carries the frames of one session to the other end: best effort, each at most once. A frame may be lost, and frames
 * may overtake each other where the link changes its way; the channel above sends again what is missing. Belongs to the
 * actor that sends.
 *
 * @param <M> the items of the frames
 */
@FunctionalInterface
public interface Link<M> {
    /** Sends a frame, or loses it; returns at once and throws nothing. */
    void send(Frame<M> frame);

    /** Whether there is room for a frame with items: if not, it stays with its sender, who looks again soon. */
    default boolean hasRoom() {
        return true;
    }

    /**
     * A frame of the session has come, by whatever way.
     *
     * @param received the other end has received all items up to this number
     */
    default void heard(long received) {}

    /** Whether frames may have been lost since this was called last: then the other end is asked what it has. */
    default boolean takeLost() {
        return false;
    }

    /**
     * The other end has items to receive, or a question to answer, and nothing has come of that.
     *
     * @param since the tick of the last progress: what has carried frames since then is to be given up
     */
    default void stalled(long since) {}

    /** The session is over. */
    default void close() {}
}
