package io.stoker.wire;

import org.jspecify.annotations.Nullable;

/**
 * Marks what travels between JVMs: in Jackson CBOR, to which it is bound in {@code reference.conf}, but for the items
 * of a channel that have a form in {@code io.stoker.wire.packed}. All of these are records.
 */
public interface WireMessage {
    /** The version of all messages together. A node refuses to work with one of another version. */
    int VERSION = 12;

    /** The bytes that a small message has, roughly, and every one has at least. */
    int SMALL = 64;

    /**
     * What is wrong with this message, for people; null if nothing is. To be asked by whoever gets it, before anything
     * else: who has sent it is told, and neither is the receiver harmed nor the message passed over in silence.
     */
    default @Nullable String flaw() {
        return Flaws.of((Record) this, flaws -> {});
    }

    /** Its bytes as an item of a channel, roughly. */
    default long size() {
        return Sizes.of(this);
    }

    /** What it is, for people. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /**
     * Tells who has sent this that nothing is done about it.
     *
     * @return whether there is somebody to tell
     */
    default boolean refuse(String reason) {
        return false;
    }
}
