package io.stoker.client;

import com.typesafe.config.Config;
import io.stoker.task.Failure;
import io.stoker.wire.Membership;
import io.stoker.wire.TrustMode;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

/** Finds clusters, and starts one in this JVM; found by {@link ServiceLoader}. */
public interface Clusters {

    /**
     * The controllers of the cluster that a program means which names none: that of the join file of
     * {@code stoker.client.join} or {@code STOKER_JOIN}, or else of the default profile.
     *
     * @param config as {@link io.stoker.wire.WireConfig#load} returns it
     * @throws io.stoker.task.StokerException if no cluster is running under that profile, or the join file cannot be
     *     used; the message says what to do
     */
    List<HostAndPort> find(Config config);

    /**
     * By what a client of these controllers shows who it is, and knows who they are.
     *
     * @param config as {@link io.stoker.wire.WireConfig#load} returns it
     * @throws io.stoker.task.StokerException if there is no file of keys for them, or it cannot be used
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
