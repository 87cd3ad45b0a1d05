package io.stoker.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the keeper of values, a controller with its store or an engine with its memory, says to whoever brings or
 * fetches one.
 *
 * <p>None of it carries an epoch: a value is written once, under an id that is used for nothing else, so that whoever
 * answers speaks of the same bytes.
 */
public sealed interface ToTransfer extends WireMessage {

    /** The value that this is about. */
    UUID id();

    /**
     * The keeper has the first bytes of a value.
     *
     * @param round of the {@link ToController.Put} that this answers
     * @param bytes how many; when a store has all of them, they are durable
     */
    record Taken(UUID id, int round, long bytes) implements ToTransfer {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("bytes", bytes, 0));
        }
    }

    /** A part of a value. */
    record Chunk(UUID id, long offset, byte[] bytes) implements ToTransfer {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.part(offset, bytes.length, Long.MAX_VALUE));
        }
    }

    /** No part of the value can be taken just now, and it is of use to ask again. */
    record ValueDeferred(UUID id, String reason) implements ToTransfer {}

    /** The value cannot be brought or fetched, and asking again would not help. */
    record ValueRefused(UUID id, String reason) implements ToTransfer {}
}
