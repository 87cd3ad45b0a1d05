package io.stoker.wire;

import akka.actor.typed.ActorRef;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a server of large values says to those who bring and fetch them.
 *
 * <p>None of it carries an epoch: a value is written once, under an id that is used for nothing else, so that whoever
 * answers speaks of the same bytes.
 */
public sealed interface ToValueClient extends WireMessage {

    /**
     * The session is open.
     *
     * @param channel the id that its frames have. The server chooses it, so that a server which begins the session a
     *     second time, because it has forgotten the first one, gets no frame of that one
     * @param server who gets its frames
     */
    record Opened(UUID session, UUID channel, ActorRef<WireMessage> server) implements ToValueClient {}

    /** The server does not know the session, or not any more: what is under way is to be said again in another one. */
    record Closed(UUID session) implements ToValueClient {}

    /** The server does not take the session, or ends it: it is of use to begin another one after a while. */
    record SessionRefused(UUID session, String reason) implements ToValueClient {}

    /** What comes in the channel. */
    sealed interface Item extends ToValueClient {
        /** Which of the client's transfers it is about. */
        long transfer();
    }

    /**
     * The server has so many of the first bytes of a value that is brought, and takes the part that follows. When it
     * has all, they are durable if it has a store.
     */
    record Has(long transfer, long bytes) implements Item {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("bytes", bytes, 0));
        }
    }

    /** A part of a value that is fetched, in order. */
    record Part(long transfer, long offset, byte[] bytes) implements Item {
        @Override
        public @Nullable String flaw() {
            return Flaws.outOfRange(f -> f.part(offset, bytes.length, Long.MAX_VALUE));
        }

        @Override
        public long size() {
            return SMALL + (long) bytes.length;
        }
    }

    /** Nothing of the value can be taken just now: it is of use to ask again after a while. */
    record ValueDeferred(long transfer, String reason) implements Item {}

    /** The value cannot be brought or fetched, and asking again would not help. */
    record ValueRefused(long transfer, String reason) implements Item {}
}
