package io.stoker.controller;

import io.stoker.store.LedgerStore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Tells the metrics once a second how things are; what happens in between is told when it does. */
final class ControllerGauges {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ControllerMetrics metrics;
    private final LedgerStore store;
    private final Roster roster;
    private final IntSupplier sessions;
    private final Channels channels;
    private long last;

    /** @param sessions how many clients have one */
    ControllerGauges(
            ControllerMetrics metrics, LedgerStore store, Roster roster, IntSupplier sessions, Channels channels) {
        this.metrics = metrics;
        this.store = store;
        this.roster = roster;
        this.sessions = sessions;
        this.channels = channels;
    }

    /** The controller serves. */
    void begin(CommitPipeline pipeline, long tick) {
        metrics.serves();
        pipeline.tellCounts();
        tell(tick);
    }

    /** To be called often. */
    void look(long tick) {
        if (tick - last >= INTERVAL_NANOS) {
            tell(tick);
        }
    }

    private void tell(long tick) {
        last = tick;
        metrics.engines(roster.serving(), roster.size() - roster.serving());
        metrics.sessions(sessions.getAsInt());
        metrics.trouble(store.trouble().isPresent());
        channels.tell(metrics);
    }
}
