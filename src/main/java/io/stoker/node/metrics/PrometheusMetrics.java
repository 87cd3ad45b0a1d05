package io.stoker.node.metrics;

import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stoker.controller.ControllerMetrics;
import io.stoker.http.HttpMetrics;
import io.stoker.wire.link.LinkCounts;
import io.stoker.wire.link.SocketLinks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a controller's process: of its JVM and its cluster always, of tasks, engines and the ledger while it
 * serves. To read them takes no look at tasks, and waits for nobody.
 */
public final class PrometheusMetrics implements HttpMetrics, AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** The first is a look at all threads for each of its figures; the others break rules of names or units. */
    private static final Set<String> UNWANTED =
            Set.of("jvm.threads.states", "system.cpu.count", "process.cpu.time", "jvm.classes.loaded.count");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final ControllerMeters controller = new ControllerMeters(registry);
    private volatile @Nullable ActorSystem<?> system;

    /** Begins to measure the JVM. */
    public PrometheusMetrics() {
        registry.config().meterFilter(MeterFilter.deny(id -> UNWANTED.contains(id.getName())));
        List<MeterBinder> binders = List.of(
                collections,
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics(),
                new UptimeMetrics());
        binders.forEach(binder -> binder.bindTo(registry));
        Gauge.builder("stoker.serving", controller, meters -> meters.isServing() ? 1 : 0)
                .description("Whether this controller serves (1), or stands by or cannot open its ledger (0)")
                .register(registry);
        cluster(
                "stoker.cluster.members",
                "Members of the Akka cluster, as this node knows them",
                cluster -> cluster.state().members().size());
        cluster(
                "stoker.cluster.unreachable",
                "Members that this node, or another one, cannot reach",
                cluster -> cluster.state().getUnreachable().size());
        Gauge.builder("stoker.link.connections", this, metrics -> metrics.ofLinks(LinkCounts::open))
                .description("Connections that carry frames from and to other nodes past Akka")
                .register(registry);
        FunctionCounter.builder("stoker.link.sent", this, metrics -> metrics.ofLinks(LinkCounts::sentBytes))
                .description("Size of the frames that these connections have sent, before encryption")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        FunctionCounter.builder("stoker.link.received", this, metrics -> metrics.ofLinks(LinkCounts::receivedBytes))
                .description("Size of the frames that they have received")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }

    private double ofLinks(ToDoubleFunction<LinkCounts> value) {
        ActorSystem<?> now = system;
        return now == null ? 0 : value.applyAsDouble(SocketLinks.of(now).counts());
    }

    private void cluster(String name, String description, ToDoubleFunction<Cluster> value) {
        Gauge.builder(name, this, metrics -> metrics.ofCluster(value))
                .description(description)
                .register(registry);
    }

    private double ofCluster(ToDoubleFunction<Cluster> value) {
        ActorSystem<?> now = system;
        return now == null ? 0 : value.applyAsDouble(Cluster.get(now));
    }

    /** What the controller is to tell. */
    public ControllerMetrics controller() {
        return controller;
    }

    /** The cluster is looked at from this ActorSystem, from now on. */
    public void lookFrom(ActorSystem<?> now) {
        system = now;
    }

    @Override
    public Page read(boolean openMetrics) {
        String type = openMetrics ? OPEN_METRICS : TEXT;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            registry.scrape(text, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page(type, text.toByteArray());
    }

    /** Measures no longer. */
    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
