package io.stoker.wire;

import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Nobody has a certificate, nor needs one. */
final class NoProofs implements Proofs {
    private static final UUID NOBODY = new UUID(0, 0);

    @Override
    public boolean areNeeded() {
        return false;
    }

    @Override
    public UUID profile() {
        return NOBODY;
    }

    @Override
    public String serial() {
        return "";
    }

    @Override
    public @Nullable Proof sign(byte[] text) {
        return null;
    }

    @Override
    public Identity verify(Proof proof, byte[] text, Set<Role> allowed) throws UnprovenException {
        throw new UnprovenException("it shows a certificate, and this cluster has none (stoker.tls is off)");
    }

    @Override
    public @Nullable String objection(Identity identity) {
        return null;
    }
}
