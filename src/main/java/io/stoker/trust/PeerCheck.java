package io.stoker.trust;

import io.stoker.trust.UntrustedException.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom this process trusts: owners of certificates of one authority, valid now and not revoked. Any thread may ask. */
public final class PeerCheck {
    private static final int MOST_ISSUED = 1000;

    private final X509Certificate authority;
    private final UUID profile;
    private final Revocations revocations;
    private final InstantSource clock;
    /** Each connection of a peer shows the same one, and to verify its signature is a third of a handshake's time. */
    private final Set<X509Certificate> issued = ConcurrentHashMap.newKeySet();

    /**
     * A check of certificates of one authority.
     *
     * @param authority whose certificates are trusted
     * @param profile the one that they have to name
     * @param revocations asked at each check
     * @param clock asked at each check
     */
    public PeerCheck(X509Certificate authority, UUID profile, Revocations revocations, InstantSource clock) {
        this.authority = authority;
        this.profile = profile;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * Whose certificate that is, if it can be trusted.
     *
     * @param chain as a TLS handshake has it, the peer's own certificate first; others are not looked at
     * @param allowed the roles that the peer may have
     * @throws UntrustedException if it cannot be trusted; says why and what to do
     */
    public Identity check(X509Certificate @Nullable [] chain, Set<Role> allowed) throws UntrustedException {
        if (chain == null || chain.length == 0) {
            throw new UntrustedException(
                    Reason.NO_CERTIFICATE,
                    "it shows no certificate: it has to use the keys of this cluster's profile, or a file that "
                            + "scripts/stoker join-token has written");
        }
        X509Certificate certificate = chain[0];
        requireAuthority(certificate);
        Identity identity = identity(certificate);
        if (!identity.profile().equals(profile)) {
            throw new UntrustedException(
                    Reason.OTHER_PROFILE,
                    "the certificate of " + identity.inWords() + " is for the profile " + identity.profile()
                            + ", and this is " + profile);
        }
        if (revocations.contains(identity.serial())) {
            throw new UntrustedException(
                    Reason.REVOKED,
                    "the certificate of " + identity.inWords()
                            + " is revoked: give its machine a new file (scripts/stoker join-token) if it may come back");
        }
        requireTime(identity);
        if (!allowed.contains(identity.role())) {
            throw new UntrustedException(
                    Reason.WRONG_ROLE,
                    "the certificate of " + identity.inWords() + " is that of "
                            + a(identity.role().word()) + ", but here only " + words(allowed) + " is allowed");
        }
        return identity;
    }

    /**
     * Whose certificate that is, if it can be trusted and its owner has signed the text.
     *
     * @param certificateDer the certificate's bytes, from anywhere
     * @param allowed the roles that the owner may have
     * @param text what is to be signed
     * @param signature by {@link Credentials#sign}
     * @throws UntrustedException if it cannot be trusted, or the signature is not the owner's
     */
    public Identity verify(byte[] certificateDer, Set<Role> allowed, byte[] text, byte[] signature)
            throws UntrustedException {
        X509Certificate certificate;
        try {
            certificate = Credentials.certificate(certificateDer);
        } catch (CertificateException e) {
            throw new UntrustedException(Reason.FOREIGN_AUTHORITY, "what it shows is not a certificate: " + cut(e));
        }
        Identity identity = check(new X509Certificate[] {certificate}, allowed);
        if (!isSigned(certificate, text, signature)) {
            throw new UntrustedException(
                    Reason.BAD_SIGNATURE, "the key of " + identity.inWords() + " has not signed what it says");
        }
        return identity;
    }

    private void requireAuthority(X509Certificate certificate) throws UntrustedException {
        if (!isIssued(certificate)) {
            throw new UntrustedException(
                    Reason.FOREIGN_AUTHORITY,
                    "its certificate (serial " + cut(Identity.serial(certificate)) + ") is from another authority, "
                            + cut(certificate.getIssuerX500Principal().getName()) + ", than this profile's, "
                            + authority.getSubjectX500Principal().getName()
                            + ": both have to use the keys of the same profile (scripts/stoker join-token makes a file "
                            + "for another machine)");
        }
    }

    private boolean isIssued(X509Certificate certificate) {
        if (issued.contains(certificate)) {
            return true;
        }
        try {
            if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())
                    || !certificate.getSigAlgName().equals(Credentials.SIGNATURE)
                    || certificate.getBasicConstraints() >= 0) {
                return false;
            }
            certificate.verify(authority.getPublicKey());
            if (issued.size() >= MOST_ISSUED) {
                issued.clear();
            }
            issued.add(certificate);
            return true;
        } catch (GeneralSecurityException e) {
            return false; // The reasons of the JDK say no more than that.
        }
    }

    private static Identity identity(X509Certificate certificate) throws UntrustedException {
        try {
            return Identity.of(certificate);
        } catch (CertificateParsingException e) {
            throw new UntrustedException(
                    Reason.WRONG_ROLE, "its certificate is not for a member of a cluster: " + cut(e));
        }
    }

    private void requireTime(Identity identity) throws UntrustedException {
        Instant now = clock.instant();
        if (now.isBefore(identity.notBefore())) {
            throw new UntrustedException(
                    Reason.NOT_YET_VALID,
                    "the certificate of " + identity.inWords() + " is not valid before " + seconds(identity.notBefore())
                            + ", and the clock of this machine says " + seconds(now)
                            + ": set the clocks of both machines right");
        }
        Instant end = earlier(identity.notAfter(), authority.getNotAfter().toInstant());
        if (now.isAfter(end)) {
            throw new UntrustedException(
                    Reason.EXPIRED,
                    "the certificate of " + identity.inWords() + " has expired on " + seconds(end)
                            + ", and the clock of this machine says " + seconds(now)
                            + ": if the clock is right, renew it: on the controller's machine by a start of the "
                            + "cluster, elsewhere by a new file (scripts/stoker join-token)");
        }
    }

    private static boolean isSigned(X509Certificate certificate, byte[] text, byte[] signature) {
        try {
            return Credentials.verifies(certificate, text, signature);
        } catch (GeneralSecurityException e) {
            return false; // It is not even in the form of one.
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String words(Set<Role> roles) {
        return roles.stream().sorted().map(role -> a(role.word())).collect(Collectors.joining(" or "));
    }

    private static String a(String word) {
        return ("eo".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
    }

    /** What others have written is not to fill a log. */
    private static String cut(Object text) {
        String all = text instanceof Exception e ? String.valueOf(e.getMessage()) : text.toString();
        return all.length() <= 100 ? all : all.substring(0, 100) + "…";
    }
}
