package io.stoker.node.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.stoker.wire.EngineLoad;
import java.util.concurrent.TimeUnit;

/** The meters of one engine. */
final class EngineMeters implements AutoCloseable {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Registration meters;
    private volatile EngineLoad load = new EngineLoad(0, 0, 0);

    /** @param id its small id */
    EngineMeters(MeterRegistry registry, int id) {
        meters = new Registration(registry);
        String[] labels = {"engine", Integer.toString(id)};
        meters.counted(
                "stoker.engine.busy",
                "How long the engine has run attempts and direct calls",
                "seconds",
                () -> load.busyNanos() / SECOND,
                labels);
        meters.gauge(
                "stoker.engine.heap.used",
                "Heap in use in the engine's JVM, which several engines may share",
                "bytes",
                () -> load.heapUsed(),
                labels);
        meters.gauge(
                "stoker.engine.heap.max", "Heap that the engine's JVM may have", "bytes", () -> load.heapMax(), labels);
    }

    void set(EngineLoad now) {
        load = now;
    }

    @Override
    public void close() {
        meters.close();
    }
}
