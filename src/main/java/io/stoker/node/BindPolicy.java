package io.stoker.node;

import io.stoker.wire.Endpoint;
import java.util.Optional;

/**
 * Where a node may listen. Whoever is trusted by a node can run code in it. Without TLS that is everybody who can reach
 * it, so that without more being said it then listens on this machine's loopback addresses only.
 */
public final class BindPolicy {
    private BindPolicy() {}

    /**
     * Refuses any address that other machines can reach, with an {@link InsecureBindException}, unless TLS is on, or
     * that is allowed.
     *
     * @param tls whether only who has a certificate is trusted
     * @param allowInsecure the setting {@code stoker.allow-insecure-bind}
     * @return what to warn of in the log: that TLS is off
     */
    public static Optional<String> check(Endpoint endpoint, boolean tls, boolean allowInsecure) {
        if (tls) {
            return Optional.empty();
        }
        if (endpoint.isLoopback()) {
            return Optional.of("NOTHING PROTECTS THIS NODE (stoker.tls=off): every user of this machine can run code as"
                    + " user " + System.getProperty("user.name"));
        }
        if (!allowInsecure) {
            throw new InsecureBindException(
                    "refusing to listen on " + endpoint + " with stoker.tls=off: leave TLS on, use "
                            + "127.0.0.1, or set stoker.allow-insecure-bind=true if every machine that can reach this address "
                            + "may run code as you");
        }
        return Optional.of("LISTENING ON " + endpoint
                + " WITHOUT ANY PROTECTION (stoker.tls=off, stoker.allow-insecure-bind=true): every "
                + "machine that can reach this address can run code as user " + System.getProperty("user.name"));
    }
}
