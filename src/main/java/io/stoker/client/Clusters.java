package io.stoker.client;

import com.typesafe.config.Config;
import io.stoker.task.Failure;
import io.stoker.wire.Membership;
import io.stoker.wire.TrustMode;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds clusters, and starts one in this JVM; found by {@link ServiceLoader}. */
public interface Clusters {

    /**
     * The address of the controller of a profile's cluster.
     *
     * @param profile null for the default one
     * @throws io.stoker.task.StokerException if none is running; the message names the command that starts one
     */
    HostAndPort find(@Nullable String profile);

    /**
     * By what a client of these controllers shows who it is, and knows who they are.
     *
     * @param config as {@link io.stoker.wire.WireConfig#load} returns it
     */
    TrustMode trust(List<HostAndPort> controllers, Config config);

    /**
     * Starts a controller and engines in this JVM, all on one cluster node. Returns before they are ready.
     *
     * @param config as {@link io.stoker.wire.WireConfig#load} returns it
     */
    Local start(int engines, Config config);

    /**
     * Why a source cannot be compiled for the engines of this version.
     *
     * @param name of the source in the failure
     * @return empty if it can
     */
    Optional<Failure> check(String name, String source);

    /** The address of a controller. */
    record HostAndPort(String host, int port) {
        public HostAndPort {
            if (host == null || host.isBlank()) {
                throw new IllegalArgumentException(
                        "connect needs a host, not " + (host == null ? "null" : "'" + host + "'"));
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("connect needs a port from 1 to 65535, not " + port);
            }
        }
    }

    /** A cluster in this JVM. */
    interface Local extends AutoCloseable {
        /** The cluster node of all of them, which a client may use as well. */
        Membership node();

        /** Completes with the reason if an engine cannot continue; never completes otherwise. */
        CompletableFuture<String> broken();

        /** Ends everything, including the node. */
        @Override
        void close();
    }
}
