package io.stoker.wire;

import java.util.Map;
import java.util.TreeMap;

/** Where a node's configuration says which transport it has; none of these is a setting of Stoker. */
final class ArteryKeys {
    static final String TRANSPORT = "akka.remote.artery.transport";
    static final String PLAIN = "tcp";
    static final String TLS = "tls-tcp";
    static final String CREDENTIALS = "akka.remote.artery.ssl.stoker.credentials";
    static final String REVOKED = "akka.remote.artery.ssl.stoker.revoked";

    private ArteryKeys() {}

    /** What Akka is told of a mode. */
    static Map<String, Object> settings(TrustMode mode) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put(TRANSPORT, mode instanceof TrustMode.Off ? PLAIN : TLS);
        settings.put(
                CREDENTIALS, mode instanceof TrustMode.On on ? on.credentials().toString() : "");
        settings.put(
                REVOKED,
                mode instanceof TrustMode.On on && on.revoked() != null
                        ? on.revoked().toString()
                        : "");
        return settings;
    }
}
