package io.stoker.trust;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** A {@link PeerCheck} as the JDK's TLS asks for it. */
final class PeerTrust extends X509ExtendedTrustManager {
    private final PeerCheck check;
    private final Set<Role> peers;

    PeerTrust(PeerCheck check, Set<Role> peers) {
        this.check = check;
        this.peers = peers;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws UntrustedException {
        check.check(chain, peers);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws UntrustedException {
        check.check(chain, peers);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws UntrustedException {
        check.check(chain, peers);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws UntrustedException {
        check.check(chain, peers);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws UntrustedException {
        check.check(chain, peers);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws UntrustedException {
        check.check(chain, peers);
    }

    /** None are named: who trusts another authority is to be told so, not left to show no certificate. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
