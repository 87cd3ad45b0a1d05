package io.stoker.wire;

import akka.actor.typed.ActorRef;
import io.stoker.task.StoredValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a server of large values, the controller's with its store or an engine's with its memory, by whoever
 * brings it values or fetches them. They are items of a {@linkplain io.stoker.wire.channel channel}, whose sessions the
 * client opens.
 */
public sealed interface ToValueServer extends WireMessage {

    /**
     * A client begins a session, or goes on with it; said to the controller or to the actor of an engine's direct
     * calls, and again while the server is not heard of. The answer is {@link ToValueClient.Opened},
     * {@link ToValueClient.Closed} or {@link ToValueClient.SessionRefused}.
     *
     * @param continued whether items may have been sent in this session: if the server does not know it, it has
     *     forgotten it
     * @param client of whom a server knows the latest session only
     * @param pass of the client's node, see {@link Claim}, or the ticket of the engine
     * @param replyTo gets the answer and the frames of the session
     */
    record Open(UUID session, boolean continued, UUID client, Secret pass, ActorRef<WireMessage> replyTo)
            implements ToValueServer, ToController, ToDirect {
        @Override
        public boolean refuse(String reason) {
            if (session != null && replyTo != null) {
                replyTo.tell(new ToValueClient.SessionRefused(session, reason));
                return true;
            }
            return false;
        }
    }

    /** What comes in the channel. */
    sealed interface Item extends ToValueServer {
        /** Which of the client's transfers it is about; never used again by that client. */
        long transfer();
    }

    /**
     * A part of a value that is brought, in order. It is acknowledged when it was written, or dropped because it is not
     * the next one. The answer is {@link ToValueClient.Has}, when the value is whole or other parts are wanted, and
     * {@link ToValueClient.ValueRefused} if the server does not know the transfer, as after it has refused it.
     *
     * @param bytes empty to ask how much the server has
     */
    record Put(long transfer, StoredValue value, long offset, byte[] bytes) implements Item {
        @Override
        public @Nullable String flaw() {
            return Flaws.outOfRange(f -> f.part(offset, bytes.length, value.size()));
        }

        @Override
        public long size() {
            return (long) SMALL + StoredValue.INLINE_BYTES + bytes.length;
        }
    }

    /** Asks for a value from a byte on; it comes as {@link ToValueClient.Part parts}. */
    record Get(long transfer, StoredValue value, long offset) implements Item {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("offset", offset, 0).atMost("offset", offset, value.size()));
        }
    }

    /** Nobody wants this any more: the server forgets what it has of a value that is not whole, or sends no more. */
    record Stop(long transfer) implements Item {}
}
