package io.stoker.cli.bench;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Screen;
import io.stoker.cli.trial.Table;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.node.ConnectionInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts a cluster, warms it up, measures each load, and shows the figures. */
public final class Bench {
    private static final int WINDOW = 1_000;
    private static final int BATCH = 10_000;
    private static final List<Load> LOADS = List.of(
            new Pipelined(WINDOW),
            new Blocking(),
            new Batched(BATCH, false),
            new Batched(BATCH, true),
            new RoundTrips());

    private final BenchOptions options;
    private final Screen screen;
    private final String loadBefore = Machine.loadAverage();

    private Bench(BenchOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    /** Runs it, which takes as long as the options say and a few seconds more. */
    public static void run(BenchOptions options, Screen screen) {
        new Bench(options, screen).run();
    }

    private void run() {
        List<Table> tables = new ArrayList<>();
        for (String ledger : options.ledgers()) {
            tables.addAll(options.recovery() > 0 ? recover(ledger) : measure(ledger));
        }
        Report report = Report.of(options, loadBefore, tables);
        report.lines().forEach(screen::say);
        options.out().ifPresent(report::appendTo);
    }

    private List<Table> recover(String ledger) {
        return List.of(new Recovery(options, screen).measure(ledger).table(ledger));
    }

    private List<Table> measure(String ledger) {
        screen.change("starting a controller and " + options.engines() + " engines, ledger: " + ledger);
        try (OwnCluster cluster = OwnCluster.start(options.engines(), options.settings(ledger), screen::mute)) {
            List<Table> tables;
            try {
                tables = measure(cluster, ledger);
            } catch (RuntimeException e) {
                screen.say("The logs are in " + cluster.logs());
                throw e;
            }
            cluster.end();
            cluster.removeFiles();
            return tables;
        }
    }

    private List<Table> measure(OwnCluster cluster, String ledger) {
        ConnectionInfo connection = cluster.awaitReady();
        Duration ready = cluster.age();
        try (Stoker stoker = cluster.connect(connection, options.given())) {
            StartUp startUp = StartUp.of(cluster, ready, stoker, options.engines());
            warmUp(stoker.taskClient());
            Jvms jvms = Jvms.of(connection.pid(), stoker.engines());
            return List.of(startUp.table(ledger), Measurement.table(ledger, measure(stoker.taskClient(), jvms)));
        }
    }

    /** Every load in turn, so that none of them is measured while its code is still being compiled. */
    private void warmUp(TaskClient tc) {
        Duration each = options.warmUp().dividedBy(LOADS.size());
        for (Load load : LOADS) {
            screen.change("warming up: " + load.name());
            if (!each.isZero()) {
                load.run(tc, new Timer(each));
            }
        }
    }

    private List<Measurement> measure(TaskClient tc, Jvms jvms) {
        List<Measurement> measurements = new ArrayList<>();
        for (Load load : LOADS) {
            screen.change("measuring: " + load.name());
            CpuTime before = CpuTime.now(jvms);
            Sample sample = load.run(tc, new Timer(options.measure()));
            measurements.add(
                    new Measurement(load.name(), sample, CpuTime.now(jvms).minus(before)));
        }
        return measurements;
    }
}
