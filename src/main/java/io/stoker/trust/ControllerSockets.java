package io.stoker.trust;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** Connections by TLS to a controller at which the dialling end shows no certificate, as over HTTP. */
public final class ControllerSockets {
    private ControllerSockets() {}

    /**
     * Sockets whose other end must be a controller of the same profile.
     *
     * @param credentials any of the profile; its authority is what is trusted
     */
    public static SSLSocketFactory of(Credentials credentials, InstantSource clock) {
        PeerCheck check =
                new PeerCheck(credentials.authority(), credentials.identity().profile(), Revocations.none(), clock);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PeerTrust(check, Set.of(Role.CONTROLLER))}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do TLS: " + e, e);
        }
    }
}
