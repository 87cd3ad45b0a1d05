package io.stoker.node;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.management.javadsl.AkkaManagement;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.controller.Controller;
import io.stoker.controller.ControllerSettings;
import io.stoker.controller.EngineListener;
import io.stoker.store.LedgerStore;
import io.stoker.task.StokerException;
import io.stoker.wire.DroppedWatch;
import io.stoker.wire.Presence;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The controller's ActorSystem, which forms the cluster that engines and clients join, and Akka Management beside it.
 */
public final class ControllerNode implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    /** Less than a launcher waits for its controller. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(3);

    private final ActorSystem<Void> system;
    private final LedgerStore store;
    private final ActorRef<Object> controller;
    private final int managementPort;

    private ControllerNode(
            ActorSystem<Void> system, LedgerStore store, ActorRef<Object> controller, int managementPort) {
        this.system = system;
        this.store = store;
        this.controller = controller;
        this.managementPort = managementPort;
    }

    /**
     * Starts a controller and returns when it serves on its ports.
     *
     * @param config from {@link WireConfig#load}
     * @param host to bind
     * @param port to bind; 0 for any free one
     * @param managementPort to bind; 0 for any free one, -1 for no Akka Management
     * @param store closed with the node
     * @throws StokerException if a port is taken, with its number
     */
    public static ControllerNode start(
            Config config, String host, int port, int managementPort, LedgerStore store, EngineListener listener) {
        CompletableFuture<ActorRef<Object>> controller = new CompletableFuture<>();
        Config node = WireConfig.node(
                ConfigFactory.parseMap(Map.of(
                                "akka.management.http.hostname",
                                host,
                                "akka.management.http.port",
                                Math.max(0, managementPort)))
                        .withFallback(config),
                "controller",
                host,
                port);
        Behavior<Void> guardian = Behaviors.setup(context -> {
            context.spawn(DroppedWatch.create(), "dropped");
            Cluster cluster = Cluster.get(context.getSystem());
            cluster.manager().tell(new Join(cluster.selfMember().address()));
            ActorRef<Object> actor = context.spawn(
                    Controller.create(ControllerSettings.from(config), store, listener), Presence.CONTROLLER_NAME);
            context.watch(actor);
            controller.complete(actor);
            // A controller that has stopped, as by a fatal error, must not leave a node behind that seems to serve.
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, ended -> Behaviors.stopped())
                    .build();
        });
        ActorSystem<Void> system = create(guardian, node, host, port, store);
        try {
            int bound = managementPort < 0 ? -1 : manage(system);
            return new ControllerNode(
                    system, store, controller.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS), bound);
        } catch (ExecutionException | TimeoutException e) {
            end(system, store);
            throw new StokerException("the controller did not start: " + e, e);
        } catch (InterruptedException e) {
            end(system, store);
            Thread.currentThread().interrupt();
            throw new StokerException("interrupted while the controller started", e);
        }
    }

    private static ActorSystem<Void> create(
            Behavior<Void> guardian, Config node, String host, int port, LedgerStore store) {
        try {
            return ActorSystem.create(guardian, WireConfig.SYSTEM_NAME, node);
        } catch (RuntimeException e) {
            store.close();
            throw new StokerException(
                    "cannot listen on " + host + ":" + port
                            + ": is another controller running there? Choose another port with --port, or 0 for any free one ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /**
     * Without authentication, hence on loopback unless insecure binds are allowed; the Java DSL's own switch for it
     * lets the nameless in.
     */
    private static int manage(ActorSystem<Void> system)
            throws ExecutionException, TimeoutException, InterruptedException {
        return AkkaManagement.get(system)
                .start(settings -> settings)
                .toCompletableFuture()
                .get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .getPort();
    }

    /** The port on which engines and clients reach it. */
    public int port() {
        return Cluster.get(system).selfMember().address().getPort().orElseThrow();
    }

    /** The port of Akka Management; -1 if there is none. */
    public int managementPort() {
        return managementPort;
    }

    /** Completes when the node has ended, by {@link #close()} or by itself. */
    public CompletionStage<Done> ended() {
        return system.getWhenTerminated();
    }

    /** The launcher says that an engine's process has ended. */
    public void engineExited(String instance, int code) {
        controller.tell(new Controller.EngineExited(instance, code));
    }

    /** Ends the ActorSystem and the store. Engines and clients go on trying to come back. */
    @Override
    public void close() {
        end(system, store);
    }

    private static void end(ActorSystem<Void> system, LedgerStore store) {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            system.log().warn("the ActorSystem has not ended in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
