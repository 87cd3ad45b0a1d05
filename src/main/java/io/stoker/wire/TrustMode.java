package io.stoker.wire;

import com.typesafe.config.Config;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Who may be a peer of a node: what its port demands of those who connect, and what it shows to those it dials. */
public sealed interface TrustMode {
    /** The setting that turns TLS off. */
    String SETTING = "stoker.tls";

    /**
     * Whoever has a certificate of the profile's authority, by mutual TLS.
     *
     * @param credentials the node's own: its certificate, key and authority; read anew while the node runs
     * @param revoked the serial numbers that are trusted no more, read anew while the node runs; null where nobody
     *     keeps such a list
     */
    record On(Path credentials, @Nullable Path revoked) implements TrustMode {
        public On {
            credentials = credentials.toAbsolutePath();
            revoked = revoked == null ? null : revoked.toAbsolutePath();
        }
    }

    /** Everybody who can reach the port, unencrypted: {@code stoker.tls = off}. */
    record Off() implements TrustMode {}

    /** Nobody: one ActorSystem has the whole cluster, and needs no keys. */
    record Closed() implements TrustMode {}

    /** {@link Off} if the setting {@code stoker.tls} says so, or else {@link On} with these files. */
    static TrustMode of(Config config, Path credentials, @Nullable Path revoked) {
        return isOn(config) ? new On(credentials, revoked) : new Off();
    }

    /** Whether {@code stoker.tls} is on. */
    static boolean isOn(Config config) {
        return new Settings(config).flag(SETTING);
    }

    /** The mode of a node whose ActorSystem has this configuration, which {@link WireConfig#node} has made. */
    static TrustMode ofNode(Config config) {
        if (config.getString(ArteryKeys.TRANSPORT).equals(ArteryKeys.PLAIN)) {
            return new Off();
        }
        String credentials = config.getString(ArteryKeys.CREDENTIALS);
        String revoked = config.getString(ArteryKeys.REVOKED);
        return credentials.isEmpty()
                ? new Closed()
                : new On(Path.of(credentials), revoked.isEmpty() ? null : Path.of(revoked));
    }
}
