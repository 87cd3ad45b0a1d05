package io.stoker.wire.channel;

/**
 * Carries frames to one peer: best effort, in order while it lives, each at most once. A frame may be lost; the channel
 * above sends again what was in it.
 *
 * @param <M> the items of the frames
 */
@FunctionalInterface
public interface Link<M> {
    /** Sends a frame, or loses it; returns at once and throws nothing. */
    void send(Frame<M> frame);
}
