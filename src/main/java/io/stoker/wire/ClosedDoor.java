package io.stoker.wire;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/** The ends of connections that never come about: they show no certificate, and trust none. */
final class ClosedDoor {
    private ClosedDoor() {}

    static SSLEngine engine(boolean dials) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(dials);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do TLS: " + e, e);
        }
    }
}
