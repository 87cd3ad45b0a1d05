package io.stoker.client;

import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Knows where clusters are, and starts one in this JVM; found by {@link ServiceLoader}. */
public interface Clusters {

    /**
     * The address of the controller of a profile's cluster.
     *
     * @param profile null for the default one
     * @throws io.stoker.task.StokerException if none is running; the message names the command that starts one
     */
    HostAndPort find(@Nullable String profile);

    /**
     * Starts a controller and engines in this JVM, on ports of loopback that nobody else uses. It returns when the
     * controller serves; the engines follow.
     *
     * @param settings of {@code reference.conf} in place of their defaults
     */
    Local start(int engines, Map<String, ?> settings);

    /** Where a controller listens. */
    record HostAndPort(String host, int port) {
        public HostAndPort {
            if (host == null || host.isBlank()) {
                throw new IllegalArgumentException(
                        "a host is needed to connect to, not " + (host == null ? "null" : "'" + host + "'"));
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("a port from 1 to 65535 is needed to connect to, not " + port);
            }
        }
    }

    /** A cluster in this JVM. */
    interface Local extends AutoCloseable {
        HostAndPort controller();

        @Override
        void close();
    }
}
