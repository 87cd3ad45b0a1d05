package io.stoker.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * What a process shows to its peers: its certificate, the key to it, and the certificate of the authority that it
 * trusts. Never changes.
 *
 * <p>A file of it has these three as PEM blocks, in this order, after lines for people. A join file has lines
 * {@code Address: HOST:PORT} among them, where a controller is.
 */
public final class Credentials {
    /** What a key signs with: the only kind that there is in a cluster. */
    static final String SIGNATURE = "SHA256withECDSA";

    static final int P256_BITS = 256;
    private static final int LARGEST_FILE = 64 << 10;

    private final X509Certificate certificate;
    private final X509Certificate authority;
    private final PrivateKey key;
    private final Identity identity;
    private final List<String> addresses;

    private Credentials(X509Certificate certificate, X509Certificate authority, PrivateKey key, List<String> addresses)
            throws CertificateException {
        this.certificate = certificate;
        this.authority = authority;
        this.key = key;
        this.identity = Identity.of(certificate);
        this.addresses = List.copyOf(addresses);
    }

    /**
     * Reads a file that only this user can read.
     *
     * @throws KeyFileException if others can read it, or there are no credentials in it; names it and what to type
     */
    public static Credentials read(Path file) {
        return parse(new String(PrivateFiles.read(file, LARGEST_FILE), StandardCharsets.UTF_8), file.toString());
    }

    /**
     * Reads what such a file says.
     *
     * @param place names the file for people
     * @throws KeyFileException if these are no credentials; names the place, and what is wrong
     */
    public static Credentials parse(String text, String place) {
        try {
            if (text.length() > LARGEST_FILE) {
                throw new IllegalArgumentException("it is longer than any such file");
            }
            List<Pem> blocks = Pem.blocks(text);
            if (!blocks.stream()
                    .map(Pem::type)
                    .toList()
                    .equals(List.of(Pem.CERTIFICATE, Pem.CERTIFICATE, Pem.PRIVATE_KEY))) {
                throw new IllegalArgumentException(
                        "it is to have its own certificate, the authority's and a private key, in this order");
            }
            return of(
                    certificate(blocks.get(0).content()),
                    certificate(blocks.get(1).content()),
                    key(blocks.get(2).content()),
                    FileLines.of(text).addresses());
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new KeyFileException(
                    place + " has no credentials that can be used: " + e.getMessage()
                            + "; get another such file (on the controller's machine: scripts/stoker join-token --help)",
                    e);
        }
    }

    /**
     * Those of a certificate that was just made.
     *
     * @param addresses where a controller is, as {@code HOST:PORT}; empty if it is on this machine
     * @throws GeneralSecurityException if the authority has not issued the certificate, or the key is not its
     */
    public static Credentials of(
            X509Certificate certificate, X509Certificate authority, PrivateKey key, List<String> addresses)
            throws GeneralSecurityException {
        Credentials credentials = new Credentials(certificate, authority, key, addresses);
        credentials.requireMatch();
        return credentials;
    }

    /**
     * A certificate of DER bytes, which may come from anywhere.
     *
     * @throws CertificateException if it is none
     */
    public static X509Certificate certificate(byte[] der) throws CertificateException {
        if (der.length > LARGEST_FILE) {
            throw new CertificateException("it is longer than any certificate of a cluster");
        }
        ByteArrayInputStream in = new ByteArrayInputStream(der);
        X509Certificate certificate =
                (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        if (in.available() > 0) {
            throw new CertificateException("there is more than one certificate");
        }
        return certificate;
    }

    /**
     * A key of a file.
     *
     * @throws GeneralSecurityException if it is none, or none for elliptic curves
     */
    public static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private void requireMatch() throws GeneralSecurityException {
        requireP256(certificate);
        requireP256(authority);
        certificate.verify(authority.getPublicKey());
        byte[] text = {1};
        if (!verifies(certificate, text, sign(text))) {
            throw new GeneralSecurityException("its private key is not the one of its certificate");
        }
    }

    private static void requireP256(X509Certificate certificate) throws GeneralSecurityException {
        if (!(certificate.getPublicKey() instanceof ECPublicKey key)
                || key.getParams().getOrder().bitLength() != P256_BITS) {
            throw new GeneralSecurityException("its keys are not of the kind ECDSA P-256");
        }
    }

    /** Whether the key of the certificate has signed that. */
    static boolean verifies(X509Certificate certificate, byte[] text, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(SIGNATURE);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(text);
        return verifier.verify(signature);
    }

    /** What the certificate says. */
    public Identity identity() {
        return identity;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** The certificate of the only authority whose certificates are trusted. */
    public X509Certificate authority() {
        return authority;
    }

    /** Where a controller is, as {@code HOST:PORT}, the first to be tried first; empty if the file is no join file. */
    public List<String> addresses() {
        return addresses;
    }

    /**
     * As a file, which has the key; {@link #parse} reads it back.
     *
     * @param lines for people, before the blocks
     */
    public String text(FileLines lines) {
        try {
            return Pem.text(
                    lines.lines(),
                    new Pem(Pem.CERTIFICATE, certificate.getEncoded()),
                    new Pem(Pem.CERTIFICATE, authority.getEncoded()),
                    new Pem(Pem.PRIVATE_KEY, key.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new KeyFileException("cannot write the certificate of " + identity.inWords() + ": " + e, e);
        }
    }

    /** Signs a text, for {@link PeerCheck#verify}. May take a millisecond; any thread. */
    public byte[] sign(byte[] text) {
        try {
            Signature signer = Signature.getInstance(SIGNATURE);
            signer.initSign(key);
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("cannot sign with the key of " + identity.inWords() + ": " + e, e);
        }
    }

    PrivateKey key() {
        return key;
    }

    /** Never the key. */
    @Override
    public String toString() {
        return identity.inWords();
    }
}
