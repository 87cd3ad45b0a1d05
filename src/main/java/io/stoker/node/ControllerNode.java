package io.stoker.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.controller.ControllerListener;
import io.stoker.store.LedgerStore;
import io.stoker.task.Feature;
import io.stoker.task.MissingLibraryException;
import io.stoker.task.StokerException;
import io.stoker.wire.Membership;
import io.stoker.wire.WireConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller's cluster node, and Akka Management beside it. It keeps its ports when its ActorSystem is replaced by
 * another.
 */
public final class ControllerNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerNode.class);
    private static final long START_SECONDS = 60;

    private final Config config;
    private final String host;
    private final LedgerStore store;
    private final ControllerComponent controller;
    private final CompletableFuture<Integer> managementBound = new CompletableFuture<>();
    private volatile int port;
    private volatile int managementPort;
    private final Membership membership;

    private ControllerNode(
            Config config, String host, int port, int managementPort, LedgerStore store, ControllerListener listener) {
        this.config = config;
        this.host = host;
        this.port = port;
        this.managementPort = managementPort;
        this.store = store;
        this.controller = new ControllerComponent(config, store, listener, this::manage);
        this.membership = Membership.start(this::nextConfig, List.of(), controller);
        this.port = Cluster.get(membership.system())
                .selfMember()
                .address()
                .getPort()
                .orElseThrow();
    }

    /**
     * Starts a controller and returns when it listens on its ports; when it serves is up to the ledger's lease.
     *
     * @param config from {@link WireConfig#load}
     * @param host to bind
     * @param port to bind; 0 for any free one
     * @param managementPort to bind; 0 for any free one, -1 for no Akka Management
     * @param store closed with the node
     * @throws StokerException if a port is taken, with its number
     * @throws MissingLibraryException if there is to be Akka Management, but not its libraries
     */
    public static ControllerNode start(
            Config config, String host, int port, int managementPort, LedgerStore store, ControllerListener listener) {
        ControllerNode node;
        try {
            if (managementPort >= 0) {
                Feature.MANAGEMENT.requireLibraries();
            }
            node = new ControllerNode(config, host, port, managementPort, store, listener);
        } catch (StokerException e) {
            store.close();
            throw e;
        } catch (RuntimeException e) {
            store.close();
            throw new StokerException(
                    "cannot listen on " + host + ":" + port
                            + ": is another controller running there? Choose another port with --port, or 0 for any free one ("
                            + e.getMessage() + ")",
                    e);
        }
        try {
            node.managementBound.get(START_SECONDS, TimeUnit.SECONDS);
            return node;
        } catch (ExecutionException | TimeoutException e) {
            node.close();
            throw new StokerException("the controller did not start: " + e, e);
        } catch (InterruptedException e) {
            node.close();
            Thread.currentThread().interrupt();
            throw new StokerException("interrupted while the controller started", e);
        }
    }

    /** Its end must not wait until all the others have agreed: without their controller they may not be able to. */
    private Config nextConfig() {
        Config own = ConfigFactory.parseMap(Map.of(
                "stoker.membership.close-timeout",
                "0s",
                "akka.management.http.hostname",
                host,
                "akka.management.http.port",
                Math.max(0, managementPort)));
        return WireConfig.node(own.withFallback(config), List.of("controller"), host, port);
    }

    private void manage(ActorSystem<?> system) {
        if (managementPort < 0) {
            managementBound.complete(-1);
            return;
        }
        Management.start(system).whenComplete((bound, failure) -> {
            if (failure == null) {
                managementPort = bound;
                managementBound.complete(managementPort);
            } else if (!managementBound.completeExceptionally(failure)) {
                LOG.error(
                        "the HTTP interface cannot listen on {}:{} again after a restart",
                        host,
                        managementPort,
                        failure);
            }
        });
    }

    /** Its cluster node of now; another one after a replacement. */
    ActorSystem<?> system() {
        return membership.system();
    }

    /** The port on which engines and clients reach it. */
    public int port() {
        return port;
    }

    /** The port of Akka Management; -1 if there is none. */
    public int managementPort() {
        return managementPort;
    }

    /** The launcher says that the process of engines has ended. */
    public void nodeExited(String node, int code) {
        controller.nodeExited(node, code);
    }

    /** Ends the ActorSystem and the store. Engines and clients continue trying to reconnect. */
    @Override
    public void close() {
        membership.close();
        store.close();
    }
}
