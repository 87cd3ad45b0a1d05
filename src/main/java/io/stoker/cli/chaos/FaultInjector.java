package io.stoker.cli.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Does what was planned to the processes that are there by then. */
final class FaultInjector {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final ClusterUnderTest cluster;
    private final ClientProcesses clientProcesses;
    private final Optional<TmpfsVolume> volume;
    private final Healing healing;
    private final CountDownLatch ending;
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);

    /**
     * One who has done nothing yet.
     *
     * @param volume what can be filled; without it nothing may be planned that fills it
     * @param healing takes back what lasts
     * @param ending ends all waits
     */
    FaultInjector(
            ClusterUnderTest cluster,
            ClientProcesses clientProcesses,
            Optional<TmpfsVolume> volume,
            Healing healing,
            CountDownLatch ending) {
        this.cluster = cluster;
        this.clientProcesses = clientProcesses;
        this.volume = volume;
        this.healing = healing;
        this.ending = ending;
    }

    /** Does it as soon as there is something to do it to, and says to what; nothing is done if there never is. */
    String commit(PlannedFault fault) throws InterruptedException {
        List<String> hit = hit(fault);
        if (hit.isEmpty()) {
            return "nothing to apply it to for " + PATIENCE.toSeconds() + " s: "
                    + fault.fault().text();
        }
        done.merge(fault.fault(), 1, Integer::sum);
        String lasts = fault.fault().lasts() ? " for " + fault.lasts().toMillis() / 1000.0 + " s" : "";
        return fault.fault().text() + lasts + ": " + String.join(", ", hit);
    }

    /** How often what was done. */
    Map<Fault, Integer> done() {
        return done;
    }

    private List<String> hit(PlannedFault fault) throws InterruptedException {
        return switch (fault.fault()) {
            case KILL_ENGINE -> kill(one(fault, engines()));
            case KILL_ENGINES -> kill(half(engines()));
            case KILL_CONTROLLER -> kill(controller());
            case KILL_CLIENT -> clientProcesses.kill(fault);
            case KILL_TOGETHER -> killTogether(fault);
            case KILL_ALL -> killAll();
            case PAUSE_ENGINE -> pause(one(fault, engines()), fault);
            case PAUSE_CONTROLLER -> pause(controller(), fault);
            case FILL_DISK -> fillDisk(fault);
        };
    }

    private static List<ProcessHandle> one(PlannedFault fault, List<ProcessHandle> several) {
        return several.isEmpty() ? several : List.of(fault.choose(several));
    }

    private static List<ProcessHandle> half(List<ProcessHandle> several) {
        return several.subList(0, (several.size() + 1) / 2);
    }

    private List<ProcessHandle> engines() throws InterruptedException {
        return await(cluster::engines);
    }

    private List<ProcessHandle> controller() throws InterruptedException {
        return await(() -> cluster.controller().stream().toList());
    }

    private List<ProcessHandle> await(Supplier<List<ProcessHandle>> present) throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        List<ProcessHandle> found = present.get();
        while (found.isEmpty() && System.nanoTime() - giveUpAt < 0 && !isEndingWithin(LOOK_EVERY_MILLIS)) {
            found = present.get();
        }
        return found;
    }

    private boolean isEndingWithin(long millis) throws InterruptedException {
        return ending.await(millis, TimeUnit.MILLISECONDS);
    }

    private static List<String> kill(List<ProcessHandle> processes) {
        ClusterUnderTest.kill(processes);
        return pids(processes);
    }

    private static List<String> pids(List<ProcessHandle> processes) {
        return processes.stream().map(process -> "pid " + process.pid()).toList();
    }

    private List<String> killTogether(PlannedFault fault) throws InterruptedException {
        List<ProcessHandle> nodes = Stream.of(controller(), one(fault, engines()))
                .flatMap(List::stream)
                .toList();
        List<String> killed = kill(nodes);
        return Stream.of(killed, clientProcesses.kill(fault))
                .flatMap(List::stream)
                .toList();
    }

    private List<String> killAll() {
        int killed = cluster.killAll();
        List<String> those = clientProcesses.killAll();
        cluster.start();
        return List.of(killed + " processes of the cluster", those.size() + " clients");
    }

    private List<String> pause(List<ProcessHandle> processes, PlannedFault fault) {
        List<ProcessHandle> stopped = processes.stream().filter(Signals::stop).toList();
        stopped.forEach(process -> healing.after(fault.lasts(), () -> Signals.resume(process)));
        return pids(stopped);
    }

    private List<String> fillDisk(PlannedFault fault) {
        return volume.map(disk -> {
                    disk.fill();
                    healing.after(fault.lasts(), disk::free);
                    return List.of("the profile's file system");
                })
                .orElse(List.of());
    }
}
