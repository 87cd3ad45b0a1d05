package io.stoker.trust;

import io.stoker.task.Visible;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;

/**
 * A peer cannot be trusted. The message says why, and what a person can do; its cause is what lets the JDK answer the
 * peer of a TLS handshake with an alert that tells as much as it can: of a dialled peer JDK 17 tells that it is
 * revoked, newer ones also that it has expired; of one that dials all of them say that its certificate is unknown.
 */
public final class UntrustedException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a peer cannot be trusted. */
    public enum Reason {
        /** It shows no certificate. */
        NO_CERTIFICATE("no certificate", BasicReason.UNSPECIFIED),
        /** This profile's authority has not issued it. */
        FOREIGN_AUTHORITY("foreign authority", BasicReason.UNSPECIFIED),
        /** It names another profile. */
        OTHER_PROFILE("other profile", BasicReason.UNSPECIFIED),
        /** Its time is over. */
        EXPIRED("expired", BasicReason.EXPIRED),
        /** Its time has not begun. */
        NOT_YET_VALID("not yet valid", BasicReason.NOT_YET_VALID),
        /** {@code stoker revoke} has withdrawn it. */
        REVOKED("revoked", BasicReason.REVOKED),
        /** Its role is not one of those that are allowed here. */
        WRONG_ROLE("wrong role", BasicReason.ALGORITHM_CONSTRAINED),
        /** A text was not signed with its key. */
        BAD_SIGNATURE("bad signature", BasicReason.INVALID_SIGNATURE);

        private final String word;
        private final BasicReason alert;

        Reason(String word, BasicReason alert) {
            this.word = word;
            this.alert = alert;
        }

        /** In a few words, for logs. */
        public String word() {
            return word;
        }
    }

    UntrustedException(Reason reason, String message) {
        super(Visible.of(message), new CertPathValidatorException(reason.word(), null, null, -1, reason.alert));
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
