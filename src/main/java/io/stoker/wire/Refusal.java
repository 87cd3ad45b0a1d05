package io.stoker.wire;

import io.stoker.task.Visible;
import io.stoker.trust.Role;
import io.stoker.trust.Tls;
import io.stoker.trust.UntrustedException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a TLS handshake has failed, for people. */
final class Refusal {
    private static final int LONGEST = 500;
    private static final String ALERT = "fatal alert: ";
    /** What the JDK says of another protocol. */
    private static final List<String> NO_TLS =
            List.of("Unsupported or unrecognized SSL message", "Unrecognized SSL message, plaintext connection?");

    private static final String NO_CERTIFICATE = "Empty client certificate chain";

    /** What an alert says of the certificate that was shown, as far as it says anything. */
    private static final Map<String, String> ALERTS = Map.of(
            "certificate_expired", "it has expired, by the clock over there",
            "certificate_revoked", "it is revoked",
            "certificate_unknown",
                    "it is revoked, or has expired by the clock over there, or is from another authority; the log over"
                            + " there says which",
            "bad_certificate", "it is not valid yet, by the clock over there",
            "unsupported_certificate", "its role is not the right one",
            "handshake_failure", "what listens there lets nobody in, as a cluster in one process (Stoker.local)");

    private Refusal() {}

    /** Why this process has refused a connection that somebody else has opened. */
    static String ofAccepted(Exception failure, TrustMode mode) {
        return mode instanceof TrustMode.Closed
                ? "this cluster is in one process (Stoker.local), and nobody else can join it"
                : reason(failure);
    }

    /** Whether it was the other end that has given up a connection which it has opened. */
    static boolean isOfOtherEnd(Exception failure, TrustMode mode) {
        return !(mode instanceof TrustMode.Closed) && said(failure).contains(ALERT);
    }

    /** What is to be said of that. */
    static String ofOtherEnd(Exception failure) {
        return "the other end has given up its connection because of the certificate of this process ("
                + alert(said(failure)) + "); the log over there says why";
    }

    /**
     * Of a connection that this process has opened.
     *
     * @param tls what it has shown; null for nothing
     */
    static String ofDialled(Exception failure, @Nullable Tls tls) {
        String said = said(failure);
        if (!said.contains(ALERT)) {
            return reason(failure);
        }
        String own = tls == null ? "" : ", " + tls.current().identity().inWords();
        return "the certificate of this process" + own + ", is refused there: "
                + objection(tls).orElse(ALERTS.getOrDefault(alert(said), alert(said)));
    }

    /** What this process itself has against its own certificate. */
    private static Optional<String> objection(@Nullable Tls tls) {
        if (tls == null) {
            return Optional.empty();
        }
        try {
            tls.check().check(new X509Certificate[] {tls.current().certificate()}, EnumSet.allOf(Role.class));
            return Optional.empty();
        } catch (UntrustedException e) {
            return Optional.of(text(e));
        }
    }

    /** Whether the other end has answered in another protocol. */
    static boolean isNoTls(Exception failure) {
        String said = said(failure);
        return NO_TLS.stream().anyMatch(said::contains);
    }

    private static String reason(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedException untrusted) {
                return text(untrusted);
            }
        }
        String said = said(failure);
        if (isNoTls(failure)) {
            return "the other end does not speak TLS";
        }
        return said.contains(NO_CERTIFICATE)
                ? "the other end shows no certificate"
                : "no TLS handshake came about: " + said;
    }

    private static String alert(String said) {
        return said.substring(said.indexOf(ALERT) + ALERT.length());
    }

    private static String said(Exception failure) {
        return text(failure);
    }

    private static String text(Exception failure) {
        String text = Visible.of(String.valueOf(failure.getMessage()).replace('\n', ' '));
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
