package io.stoker.node;

import io.stoker.wire.Endpoint;
import java.util.Optional;

/**
 * Where a node may listen. Whoever can reach a node can run code in it, so that without more being said it listens on
 * this machine's loopback addresses only.
 */
public final class BindPolicy {
    private BindPolicy() {}

    /**
     * Refuses any address that other machines can reach, with an {@link InsecureBindException}, unless that is allowed.
     *
     * @param allowInsecure the setting {@code stoker.allow-insecure-bind}
     * @return what to warn of in the log, when that is only allowed because of that setting
     */
    public static Optional<String> check(Endpoint endpoint, boolean allowInsecure) {
        if (endpoint.isLoopback()) {
            return Optional.empty();
        }
        if (!allowInsecure) {
            throw new InsecureBindException("refusing to listen on " + endpoint + ": the cluster is not secured; use "
                    + "127.0.0.1, or set stoker.allow-insecure-bind=true if every machine that can reach this address "
                    + "may run code as you");
        }
        return Optional.of("LISTENING ON " + endpoint + " WITHOUT ANY PROTECTION (stoker.allow-insecure-bind=true): every "
                + "machine that can reach this address can run code as user " + System.getProperty("user.name"));
    }
}
