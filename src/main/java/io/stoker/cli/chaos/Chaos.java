package io.stoker.cli.chaos;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Screen;
import io.stoker.client.Stoker;
import io.stoker.node.LogTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Floods a cluster of its own with tasks, does to it what a bad year would, and then looks whether every promise was
 * kept.
 */
public final class Chaos {
    private static final long LOOK_EVERY_MILLIS = 100;

    /** Without a line in any journal for so long, whoever still waits does so in vain. */
    private static final Duration STUCK_AFTER = Duration.ofMinutes(2);

    private static final Duration AUDIT_TIMEOUT = Duration.ofSeconds(60);

    private final ChaosOptions options;
    private final Screen screen;
    private final Workspace workspace;
    private final ClusterUnderTest cluster;
    private final ClientProcesses clientProcesses;
    private final Healing healing = new Healing();
    private final CountDownLatch ending = new CountDownLatch(1);
    private boolean finished;
    private int clusterStarts;
    private long begun;

    private Chaos(ChaosOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
        this.workspace = Workspace.make(options.tasks());
        this.cluster = new ClusterUnderTest(
                workspace.profile().create(), options.engines(), options.perNode(), workspace.settings());
        this.clientProcesses = new ClientProcesses(workspace.profile(), workspace.journals());
        LogTarget.toFile(workspace.profile());
    }

    /** Runs it. Returns whether every promise was kept. */
    public static boolean run(ChaosOptions options, Screen screen) {
        return new Chaos(options, screen).run();
    }

    private boolean run() {
        Thread hook = new Thread(this::interrupted, "chaos-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean good = false;
        try {
            good = runToTheEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finish(!good);
            removeHook(hook);
        }
        return good;
    }

    private boolean runToTheEnd() throws InterruptedException {
        FaultPlan plan = FaultPlan.of(options.seed(), options.faults(), options.length(), kinds());
        screen.say("seed " + options.seed() + ": " + options.tasks() + " tasks and " + options.faults() + " faults in "
                + options.length().toSeconds() + " s, on " + options.engines() + " engines"
                + (options.perNode() == 1 ? "" : ", " + options.perNode() + " in each JVM"));
        cluster.start();
        awaitEngines();
        begun = System.nanoTime();
        clientProcesses.start(cluster.port(), options.tasks(), options.length());
        FaultInjector injector = new FaultInjector(cluster, clientProcesses, workspace.volume(), healing, ending);
        for (PlannedFault fault : plan.faults()) {
            awaitTime(fault.at());
            screen.say(time() + "  " + injector.commit(fault));
        }
        healing.all();
        screen.say(time() + "  no more faults");
        boolean stuck = !awaitClients();
        Duration took = age();
        screen.say(time() + (stuck ? "  some clients still wait for results" : "  every client has all its results"));
        ChaosReport report =
                new ChaosReport(options, injector.done(), findings(), clusterStarts, clientProcesses.ownEnds(), took);
        report.lines().forEach(screen::say);
        return report.findings().isGood() && !stuck;
    }

    /** What happens before the first task could run would hurt nobody. */
    private void awaitEngines() {
        cluster.awaitReady();
        try (Stoker stoker = Workload.connect(workspace.profile(), cluster.port())) {
            stoker.waitForEngines(options.engines(), OwnCluster.READY_WITHIN);
        }
    }

    private Set<Fault> kinds() {
        Set<Fault> kinds = EnumSet.allOf(Fault.class);
        if (workspace.volume().isEmpty()) {
            kinds.remove(Fault.FILL_DISK);
            screen.say("skipped: " + Fault.FILL_DISK.text()
                    + ". It needs permission to mount a file system: run as root,"
                    + " or with: unshare -rm scripts/stoker chaos");
        }
        return kinds;
    }

    private void awaitTime(Duration at) throws InterruptedException {
        while (age().compareTo(at) < 0) {
            look();
        }
    }

    /** Returns false if nothing more is to be expected of them. */
    private boolean awaitClients() throws InterruptedException {
        long written = clientProcesses.written();
        long since = System.nanoTime();
        while (!clientProcesses.haveAll()) {
            look();
            if (clientProcesses.written() != written) {
                written = clientProcesses.written();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > STUCK_AFTER.toNanos()) {
                return false;
            }
        }
        return true;
    }

    /** A launcher that has given up is started again, as the machine's own service manager would. */
    private void look() throws InterruptedException {
        if (ending.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("asked to end");
        }
        if (cluster.hasGivenUp()) {
            screen.say(time() + "  the launcher has given up; starting it again");
            clusterStarts++;
            cluster.start();
        }
        clientProcesses.haveAll();
    }

    private Findings findings() {
        List<Entry> journals = clientProcesses.journals();
        List<Long> ids = new ArrayList<>();
        journals.forEach(entry -> {
            if (entry instanceof Entry.Got got) {
                ids.addAll(got.ids().values());
            }
        });
        Map<Long, FinalState> states;
        try (Stoker stoker = Workload.connect(workspace.profile(), cluster.port())) {
            states = new FinalAudit(stoker.taskClient(), AUDIT_TIMEOUT).of(ids);
        }
        endProcesses(); // so that nobody runs while the execution log is read
        return Findings.of(journals, states, ExecutionLog.read(workspace.executions()));
    }

    private void endProcesses() {
        healing.close();
        clientProcesses.end();
        List<ProcessHandle> left = cluster.end();
        left.forEach(process -> screen.say("does not end, even after kill -9: pid " + process.pid()));
    }

    /** Ends everything, once. A second caller waits for the first one. */
    private synchronized void finish(boolean bad) {
        if (finished) {
            return;
        }
        finished = true;
        endProcesses();
        if (options.keep() || (bad && ending.getCount() > 0)) {
            workspace.keep();
            screen.say("Journals, marks, ledger and logs are in " + workspace.folder());
        } else {
            workspace.remove();
        }
    }

    /** On a signal: the JVM goes on ending when this returns. */
    private void interrupted() {
        screen.mute();
        ending.countDown();
        finish(true);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook does the same.
        }
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private String time() {
        long seconds = age().toSeconds();
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}
