package io.stoker.wire;

import io.stoker.trust.Credentials;
import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import io.stoker.trust.Tls;
import io.stoker.trust.UntrustedException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By the same certificates as TLS. */
final class TlsProofs implements Proofs {
    private final Tls tls;

    TlsProofs(Tls tls) {
        this.tls = tls;
    }

    @Override
    public boolean areNeeded() {
        return true;
    }

    @Override
    public UUID profile() {
        return tls.current().identity().profile();
    }

    @Override
    public String serial() {
        return tls.current().identity().serial();
    }

    @Override
    public Proof sign(byte[] text) {
        Credentials now = tls.current();
        try {
            return new Proof(now.certificate().getEncoded(), now.sign(text));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("what was decoded can be encoded", e);
        }
    }

    @Override
    public Identity verify(Proof proof, byte[] text, Set<Role> allowed) throws UnprovenException {
        try {
            return tls.check().verify(proof.certificate(), allowed, text, proof.signature());
        } catch (UntrustedException e) {
            throw new UnprovenException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public @Nullable String objection(Identity identity) {
        if (tls.revocations().contains(identity.serial())) {
            return "its certificate is revoked";
        }
        return Instant.now().isAfter(identity.notAfter())
                ? "its certificate has expired on "
                        + identity.notAfter().truncatedTo(ChronoUnit.SECONDS)
                        + ", and it has shown no other one"
                : null;
    }
}
