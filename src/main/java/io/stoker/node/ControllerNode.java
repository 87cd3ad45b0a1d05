package io.stoker.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.controller.Audit;
import io.stoker.controller.ControllerListener;
import io.stoker.controller.ControllerMetrics;
import io.stoker.http.HttpApi;
import io.stoker.http.HttpOptions;
import io.stoker.http.HttpServer;
import io.stoker.node.metrics.PrometheusMetrics;
import io.stoker.store.LedgerStore;
import io.stoker.task.Feature;
import io.stoker.task.MissingLibraryException;
import io.stoker.task.StokerException;
import io.stoker.wire.Endpoint;
import io.stoker.wire.Membership;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller's cluster node, and the HTTP interface beside it. It keeps its ports when its ActorSystem is replaced
 * by another.
 */
public final class ControllerNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerNode.class);
    private static final long START_SECONDS = 60;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int NO_HTTP = -1;

    private final Config config;
    private final TrustMode mode;
    private final LedgerStore store;
    private final @Nullable HttpOptions http;
    private final @Nullable PrometheusMetrics metrics;
    private final @Nullable HttpApi api;
    private final ControllerComponent controller;
    private final CompletableFuture<Integer> managementBound = new CompletableFuture<>();
    private volatile Endpoint endpoint;
    private volatile int managementPort;
    private final Membership membership;

    private ControllerNode(
            Config config,
            Endpoint endpoint,
            @Nullable HttpOptions http,
            @Nullable PrometheusMetrics metrics,
            TrustMode mode,
            LedgerStore store,
            ControllerListener listener,
            Audit audit) {
        this.config = config;
        this.endpoint = endpoint;
        this.mode = mode;
        this.http = http;
        this.metrics = metrics;
        this.api = http == null ? null : new HttpApi(http.settings(), Version.current());
        this.managementPort = http == null ? NO_HTTP : http.port();
        this.store = store;
        ControllerMetrics heard = metrics == null ? ControllerMetrics.NONE : metrics.controller();
        this.controller = new ControllerComponent(config, store, listener, audit, heard, this::http, this::manage);
        this.membership = Membership.start(this::nextConfig, List.of(), controller);
        if (api != null) {
            api.open(membership, config, store.events());
        }
        if (endpoint.port() == 0) {
            this.endpoint = endpoint.withPort(Cluster.get(membership.system())
                    .selfMember()
                    .address()
                    .getPort()
                    .orElseThrow());
        }
    }

    /**
     * Starts a controller and returns when it listens on its ports; when it serves is up to the ledger's lease.
     *
     * @param config from {@link WireConfig#load}
     * @param host to bind, and by which engines and clients reach it
     * @param port as well; 0 for any free one
     * @param http how the HTTP interface is served; null for none
     * @param mode who may be a peer of it
     * @param store closed with the node
     * @throws StokerException if a port is taken, with its number
     * @throws MissingLibraryException if there is to be an HTTP interface, but not its libraries
     */
    public static ControllerNode start(
            Config config,
            String host,
            int port,
            @Nullable HttpOptions http,
            TrustMode mode,
            LedgerStore store,
            ControllerListener listener) {
        return start(config, Endpoint.at(host, port), http, mode, store, listener, Audit.NONE);
    }

    /**
     * As above, for a node that may be reached elsewhere than where it listens, and of which a record is kept.
     *
     * @param audit hears who does what
     */
    public static ControllerNode start(
            Config config,
            Endpoint endpoint,
            @Nullable HttpOptions http,
            TrustMode mode,
            LedgerStore store,
            ControllerListener listener,
            Audit audit) {
        ControllerNode node;
        PrometheusMetrics metrics = null;
        try {
            if (http != null) {
                Feature.MANAGEMENT.requireLibraries();
                metrics = new PrometheusMetrics();
            }
            node = new ControllerNode(config, endpoint, http, metrics, mode, store, listener, audit);
        } catch (StokerException e) {
            close(store, metrics);
            throw e;
        } catch (RuntimeException e) {
            close(store, metrics);
            throw endpoint.cannotListen("--", e);
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
        Config own = ConfigFactory.parseMap(Map.of("stoker.membership.close-timeout", "0s"));
        return WireConfig.node(own.withFallback(config), List.of("controller"), endpoint, mode);
    }

    /**
     * Tries again if the port was taken while the last ActorSystem had ended: those who know it will look for it there.
     */
    private void manage(ActorSystem<?> system) {
        if (http == null || metrics == null || api == null) {
            managementBound.complete(NO_HTTP);
            return;
        }
        metrics.lookFrom(system);
        HttpServer.start(system, http.at(managementPort), metrics, api).whenComplete((bound, failure) -> {
            if (failure == null) {
                managementPort = bound;
                managementBound.complete(bound);
            } else if (!managementBound.completeExceptionally(failure)) {
                LOG.error(
                        "the HTTP interface cannot listen on port {} again; trying until it can",
                        managementPort,
                        failure);
                var unused = system.scheduler().scheduleOnce(RETRY, () -> manage(system), system.executionContext());
            }
        });
    }

    /** Where the HTTP interface is; empty until it listens. */
    private String http() {
        boolean listens = managementBound.isDone() && !managementBound.isCompletedExceptionally();
        return http != null && listens ? http.url(managementPort) : "";
    }

    /** Its cluster node of now; another one after a replacement. */
    ActorSystem<?> system() {
        return membership.system();
    }

    /** The port on which engines and clients reach it. */
    public int port() {
        return endpoint.port();
    }

    /** The port of the HTTP interface; -1 if there is none. */
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
        if (api != null) {
            api.close();
        }
        membership.close();
        close(store, metrics);
    }

    private static void close(LedgerStore store, @Nullable PrometheusMetrics metrics) {
        store.close();
        if (metrics != null) {
            metrics.close();
        }
    }
}
