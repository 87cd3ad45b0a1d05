package io.stoker.node;

import akka.actor.typed.ActorSystem;
import akka.discovery.Discovery;
import akka.discovery.Lookup;
import akka.discovery.ServiceDiscovery;
import io.stoker.task.Feature;
import io.stoker.task.StokerException;
import io.stoker.wire.SeedSource;
import io.stoker.wire.WireConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The controllers that Akka Discovery knows of. It only says where to knock: who answers has to have a controller's
 * certificate, and the engine joins its cluster, or waits; it forms none.
 */
final class DiscoveredControllers implements SeedSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int USUAL_PORT = 10113;

    private final BootstrapSettings settings;

    /** @throws io.stoker.task.MissingLibraryException if its libraries are not on the class path */
    DiscoveredControllers(BootstrapSettings settings) {
        Feature.DISCOVERY.requireLibraries();
        if (settings.method() == BootstrapSettings.Method.KUBERNETES_API) {
            Feature.KUBERNETES.requireLibraries();
        }
        this.settings = settings;
    }

    @Override
    public List<String> look(ActorSystem<?> system) {
        try {
            ServiceDiscovery discovery = Discovery.get(system).loadServiceDiscovery(word());
            return discovery
                    .lookup(Lookup.create(settings.serviceName()).withPortName(settings.portName()), TIMEOUT)
                    .toCompletableFuture()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .getAddresses()
                    .stream()
                    .flatMap(DiscoveredControllers::seeds)
                    .toList();
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new StokerException("there was no answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StokerException("interrupted while waiting for an answer", e);
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private static StokerException failed(Throwable failure) {
        return new StokerException(String.valueOf(failure.getMessage()), failure);
    }

    private static Stream<String> seeds(ServiceDiscovery.ResolvedTarget target) {
        int port = target.getPort().map(Integer.class::cast).orElse(USUAL_PORT);
        return WireConfig.seeds(target.host(), port).stream();
    }

    private String word() {
        return switch (settings.method()) {
            case KUBERNETES_API -> "kubernetes-api";
            case CONFIG -> "config";
            case NONE -> throw new IllegalStateException("nothing is to be looked for");
        };
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    @Override
    public String what() {
        return switch (settings.method()) {
            case KUBERNETES_API ->
                "running pods with the label app=" + settings.serviceName() + " and a container port called "
                        + settings.portName();
            default -> "the controllers of stoker.akka.discovery.config.services." + settings.serviceName();
        };
    }
}
