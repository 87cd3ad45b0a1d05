package io.stoker.wire;

import io.stoker.trust.Identity;
import io.stoker.trust.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Certificates that are texts, and signatures that anybody could make, for tests that count them. */
public final class FakeProofs implements Proofs {
    private static final UUID PROFILE = new UUID(1, 2);

    private final Role role;
    private final Set<String> lapsed;
    private String serial;
    /** How often this one has signed, and looked at what others have. */
    public int signed;

    public int verified;

    /** A node with a certificate of this role and serial number. */
    public FakeProofs(Role role, String serial) {
        this(role, serial, new HashSet<>());
    }

    private FakeProofs(Role role, String serial, Set<String> lapsed) {
        this.role = role;
        this.serial = serial;
        this.lapsed = lapsed;
    }

    /** It has another certificate from now on. */
    public void renew(String number) {
        serial = number;
    }

    /** The certificate of this number counts no more. */
    public void lapse(String number) {
        lapsed.add(number);
    }

    @Override
    public boolean areNeeded() {
        return true;
    }

    @Override
    public UUID profile() {
        return PROFILE;
    }

    @Override
    public String serial() {
        return serial;
    }

    @Override
    public Proof sign(byte[] text) {
        signed++;
        byte[] certificate = (role.word() + " " + serial).getBytes(StandardCharsets.UTF_8);
        return new Proof(certificate, signature(certificate, text));
    }

    private static byte[] signature(byte[] certificate, byte[] text) {
        return (Arrays.hashCode(certificate) + " " + Arrays.hashCode(text)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Identity verify(Proof proof, byte[] text, Set<Role> allowed) throws UnprovenException {
        verified++;
        String[] words = new String(proof.certificate(), StandardCharsets.UTF_8).split(" ");
        Role its = Role.ofWord(words[0]).orElseThrow(() -> new UnprovenException("foreign authority"));
        if (!Arrays.equals(proof.signature(), signature(proof.certificate(), text))) {
            throw new UnprovenException("bad signature");
        }
        if (!allowed.contains(its)) {
            throw new UnprovenException("wrong role");
        }
        Identity identity = new Identity(PROFILE, its, "test", words[1], Instant.MIN, Instant.MAX);
        if (objection(identity) != null) {
            throw new UnprovenException("lapsed");
        }
        return identity;
    }

    @Override
    public @Nullable String objection(Identity identity) {
        return lapsed.contains(identity.serial()) ? "lapsed" : null;
    }
}
