package io.stoker.node.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.stoker.controller.ControllerMetrics;
import io.stoker.task.TaskState;
import io.stoker.wire.EngineLoad;
import io.stoker.wire.ToClient;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what a controller tells. Its meters are in the registry only while the controller serves. */
final class ControllerMeters implements ControllerMetrics {
    private final MeterRegistry registry;
    private ServingMeters now = nowhere();
    private volatile boolean serving;

    ControllerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters that nobody sees. */
    private static ServingMeters nowhere() {
        return new ServingMeters(new CompositeMeterRegistry());
    }

    /** Whether the controller serves; any thread. */
    boolean isServing() {
        return serving;
    }

    @Override
    public void serves() {
        now.close();
        now = new ServingMeters(registry);
        serving = true;
    }

    @Override
    public void standsBy() {
        serving = false;
        now.close();
        now = nowhere();
    }

    @Override
    public void accepted(int tasks) {
        now.accepted.increment(tasks);
    }

    @Override
    public void refused(ToClient.Reason reason, int tasks) {
        now.refused.add(reason, tasks);
    }

    @Override
    public void dispatched(long queuedMillis) {
        now.queued.record(Math.max(0, queuedMillis), TimeUnit.MILLISECONDS);
    }

    @Override
    public void finished(TaskState state, long nanos) {
        now.finished.add(state, 1);
        if (nanos > 0) {
            now.ran.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void attemptLost() {
        now.lost.increment();
    }

    @Override
    public void ranAgain(Again why) {
        now.again.add(why, 1);
    }

    @Override
    public void reportedLate() {
        now.late.increment();
    }

    @Override
    public void commitBegan(long tick) {
        now.commitBegan(tick);
    }

    @Override
    public void committed(long nanos, int tasks) {
        now.commitEnded();
        now.commits.record(nanos, TimeUnit.NANOSECONDS);
        now.batches.record(tasks);
    }

    @Override
    public void tasks(long scheduled, long pending, long succeeded, long failed, long aborted) {
        now.tasks.set(scheduled, pending, succeeded, failed, aborted);
    }

    @Override
    public void engines(int available, int silent) {
        now.engines.set(available, silent);
    }

    @Override
    public void load(int engine, @Nullable EngineLoad load) {
        if (load != null) {
            now.load(engine, load);
        }
    }

    @Override
    public void gone(int engine, Gone how) {
        now.gone.add(how, 1);
        now.forget(engine);
    }

    @Override
    public void sessions(int clients) {
        now.sessions.set(clients);
    }

    @Override
    public void channels(
            Peers peers,
            long sentBytes,
            long receivedBytes,
            long resentItems,
            long openItems,
            long openBytes,
            long full) {
        now.channel(peers).set(sentBytes, receivedBytes, resentItems, openItems, openBytes, full);
    }

    @Override
    public void trouble(boolean isThere) {
        now.trouble.set(isThere ? 1 : 0);
    }
}
