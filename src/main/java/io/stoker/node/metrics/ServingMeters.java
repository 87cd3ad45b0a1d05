package io.stoker.node.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stoker.controller.ControllerMetrics.Again;
import io.stoker.controller.ControllerMetrics.Gone;
import io.stoker.controller.ControllerMetrics.Peers;
import io.stoker.task.TaskState;
import io.stoker.wire.EngineLoad;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of a controller that serves, and their names. Written by the controller's thread, read by any. */
final class ServingMeters implements AutoCloseable {
    private static final long NONE = 0;
    private static final Duration[] QUEUE_TIMES = durations(10, 100, 1_000, 10_000, 60_000, 600_000, 3_600_000);
    private static final Duration[] RUN_TIMES = durations(1, 10, 100, 1_000, 10_000, 60_000, 600_000, 3_600_000);
    private static final Duration[] COMMIT_TIMES = durations(1, 5, 10, 50, 100, 500, 1_000, 5_000);
    private static final String[] GROUPS = {"scheduled", "pending", "succeeded", "failed", "aborted"};

    final Counter accepted;
    final Counter lost;
    final Counter late;
    final Counters<ToClient.Reason> refused;
    final Counters<TaskState> finished;
    final Counters<Again> again;
    final Counters<Gone> gone;
    final Timer queued;
    final Timer ran;
    final Timer commits;
    final DistributionSummary batches;
    final Figures tasks = new Figures(GROUPS.length);
    final Figures engines = new Figures(2);
    private final Map<Peers, Figures> channels = new EnumMap<>(Peers.class);
    final AtomicLong sessions = new AtomicLong();
    final AtomicLong trouble = new AtomicLong();
    private final AtomicLong committing = new AtomicLong(NONE);
    private final Map<Integer, EngineMeters> loads = new HashMap<>();
    private final MeterRegistry registry;
    private final Registration meters;

    ServingMeters(MeterRegistry registry) {
        this.registry = registry;
        meters = new Registration(registry);
        accepted = meters.counter("stoker.tasks.accepted", "Tasks that were accepted");
        refused = meters.counters(
                "stoker.tasks.refused",
                "Submitted tasks that were refused",
                "reason",
                ToClient.Reason.class,
                List.of(ToClient.Reason.KEY_REUSED, ToClient.Reason.LEDGER_FULL, ToClient.Reason.LEDGER_UNAVAILABLE));
        finished = meters.counters(
                "stoker.tasks.finished",
                "Tasks that have ended",
                "outcome",
                TaskState.class,
                List.of(TaskState.SUCCEEDED, TaskState.FAILED, TaskState.TIMED_OUT, TaskState.ABORTED));
        lost = meters.counter("stoker.attempts.lost", "Attempts that were lost with their engine, or given up");
        again = meters.counters(
                "stoker.attempts.again",
                "Attempts after which there is to be another one",
                "reason",
                Again.class,
                List.of(Again.values()));
        late = meters.counter("stoker.reports.late", "Reports of attempts that came late or again, and were not used");
        gone = meters.counters(
                "stoker.engines.gone", "Engines that have gone", "reason", Gone.class, List.of(Gone.values()));
        queued = meters.timer(
                "stoker.task.queue", "From when a task is accepted until it is first sent to an engine", QUEUE_TIMES);
        ran = meters.timer("stoker.task.run", "How long the last attempt of a task that has ended ran", RUN_TIMES);
        commits = meters.timer("stoker.commit", "How long a commit of the ledger takes", COMMIT_TIMES);
        batches = meters.summary("stoker.commit.tasks", "Tasks that were accepted or ended in a commit");
        addGauges();
        for (Peers each : Peers.values()) {
            channels.put(each, addChannel(Registration.word(each)));
        }
    }

    private void addGauges() {
        for (int i = 0; i < GROUPS.length; i++) {
            int group = i;
            meters.gauge("stoker.tasks", "Tasks in the ledger", null, () -> tasks.get(group), "state", GROUPS[i]);
        }
        meters.gauge("stoker.engines", "Registered engines", null, () -> engines.get(0), "state", "available");
        meters.gauge("stoker.engines", "Registered engines", null, () -> engines.get(1), "state", "silent");
        meters.gauge("stoker.client.sessions", "Clients that have a session", null, sessions::get);
        meters.gauge("stoker.ledger.trouble", "Whether the ledger cannot take new tasks (1)", null, trouble::get);
        meters.time("stoker.commit.age", "How long the commit under way has taken; 0 without one", this::commitAge);
    }

    private Figures addChannel(String peer) {
        Figures now = new Figures(6);
        String[] labels = {"peer", peer};
        meters.counted("stoker.channel.sent", "Sent in channels", "bytes", () -> now.get(0), labels);
        meters.counted("stoker.channel.received", "Received in channels", "bytes", () -> now.get(1), labels);
        meters.counted("stoker.channel.resent", "Items that had to be sent again", "items", () -> now.get(2), labels);
        meters.gauge("stoker.channel.open.items", "Items not acknowledged yet", "items", () -> now.get(3), labels);
        meters.gauge("stoker.channel.open.bytes", "The bytes of these items", "bytes", () -> now.get(4), labels);
        meters.gauge("stoker.channel.full", "Channels without room in their window", null, () -> now.get(5), labels);
        return now;
    }

    /** What is told of the channels to these. */
    Figures channel(Peers peers) {
        return Objects.requireNonNull(channels.get(peers));
    }

    private double commitAge() {
        long since = committing.get();
        return since == NONE ? 0 : System.nanoTime() - since;
    }

    void commitBegan(long tick) {
        committing.setRelease(tick == NONE ? 1 : tick);
    }

    void commitEnded() {
        committing.setRelease(NONE);
    }

    void load(int engine, EngineLoad load) {
        EngineMeters known = loads.get(engine);
        if (known == null) {
            known = new EngineMeters(registry, engine);
            loads.put(engine, known);
        }
        known.set(load);
    }

    void forget(int engine) {
        EngineMeters known = loads.remove(engine);
        if (known != null) {
            known.close();
        }
    }

    private static Duration[] durations(long... millis) {
        Duration[] all = new Duration[millis.length];
        for (int i = 0; i < millis.length; i++) {
            all[i] = Duration.ofMillis(millis[i]);
        }
        return all;
    }

    @Override
    public void close() {
        meters.close();
        loads.values().forEach(EngineMeters::close);
        loads.clear();
    }
}
