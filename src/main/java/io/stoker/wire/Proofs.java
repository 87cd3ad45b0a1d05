package io.stoker.wire;

import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a node proves who it is, and checks what others prove. Thread-safe; nothing of it waits for a file. */
public interface Proofs {
    /**
     * Where nobody has certificates: everybody is taken at his word, by whoever has the right to be there. Only for a
     * cluster in one ActorSystem, and with TLS off.
     */
    Proofs NONE = new NoProofs();

    /** Whether only those count who have proven who they are. */
    boolean areNeeded();

    /** The profile whose certificates count. */
    UUID profile();

    /** Another number when this node has another certificate. */
    String serial();

    /** Signs as this node; null if no proofs are needed. */
    @Nullable
    Proof sign(byte[] text);

    /**
     * Who has signed.
     *
     * @param allowed the roles of which one is needed
     * @throws UnprovenException if the certificate does not count, has another role, or is not what this was signed
     *     with
     */
    Identity verify(Proof proof, byte[] text, Set<Role> allowed) throws UnprovenException;

    /** Why this one does not count any more, for people, as it has expired or was revoked; null if it does. */
    @Nullable
    String objection(Identity identity);
}
