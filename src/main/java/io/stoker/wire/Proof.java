package io.stoker.wire;

/**
 * Shows that who has said something has the key to a certificate.
 *
 * @param certificate X.509, as DER
 * @param signature of what is proven, see {@link ProofText}
 */
public record Proof(byte[] certificate, byte[] signature) {
    /** More than any certificate of ours has. */
    static final int LONGEST_CERTIFICATE = 8 * 1024;

    static final int LONGEST_SIGNATURE = 256;
}
