package io.stoker.cli.chaos;

import io.stoker.cli.trial.Ending;
import io.stoker.cli.trial.LauncherProcess;
import io.stoker.cli.trial.OwnCluster;
import io.stoker.node.NodeException;
import io.stoker.node.ProcessName;
import io.stoker.node.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that things are done to: a launcher and its children, under a profile of their own and at one port. It
 * can be killed as a whole and started again. Thread-safe; only the launcher's own descendants are ever handed out.
 */
final class ClusterUnderTest {
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Profile profile;
    private final int port;
    private final int engines;
    private final int perNode;
    private final Map<String, String> settings;
    private @Nullable Process launcher;
    private boolean ended;

    ClusterUnderTest(Profile profile, int engines, int perNode, Map<String, String> settings) {
        this.profile = profile;
        this.engines = engines;
        this.perNode = perNode;
        this.settings = settings;
        try {
            this.port = LauncherProcess.freePort();
        } catch (IOException e) {
            throw new NodeException("no port is free: " + e.getMessage(), e);
        }
    }

    /** Starts it, or starts it again. Does nothing once it has been {@linkplain #end ended}. */
    synchronized void start() {
        if (ended) {
            return;
        }
        try {
            launcher = LauncherProcess.start(profile, engines, perNode, port, settings);
        } catch (IOException e) {
            throw new NodeException("the launcher cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until its controller is ready for the first time. Before that the profile may have no keys to connect with.
     *
     * @throws NodeException if it does not become ready; the message ends with what the launcher said
     */
    void awaitReady() {
        long begun = System.nanoTime();
        while (!Files.exists(profile.connectionFile())) {
            if (hasEndedWithin(LOOK_EVERY_MILLIS) || System.nanoTime() - begun > OwnCluster.READY_WITHIN.toNanos()) {
                throw new NodeException("no controller was ready. The launcher said:" + System.lineSeparator()
                        + LauncherProcess.said(profile));
            }
        }
    }

    private boolean hasEndedWithin(long millis) {
        Process now;
        synchronized (this) {
            now = launcher;
        }
        try {
            return now == null || now.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted while the cluster started", e);
        }
    }

    int port() {
        return port;
    }

    /** Whether its launcher has ended without having been killed or asked to end. */
    synchronized boolean hasGivenUp() {
        return launcher != null && !launcher.isAlive() && !ended;
    }

    /** The controller's process, if there is one. */
    Optional<ProcessHandle> controller() {
        return find(ProcessName.CONTROLLER);
    }

    /** The engines' processes that there are. */
    List<ProcessHandle> engines() {
        return IntStream.iterate(0, first -> first < engines, first -> first + perNode)
                .mapToObj(first -> find(ProcessName.engines(first, Math.min(perNode, engines - first))))
                .flatMap(Optional::stream)
                .toList();
    }

    private synchronized Optional<ProcessHandle> find(ProcessName name) {
        List<ProcessHandle> own = processes();
        return profile.pidFile(name).readLive().filter(own::contains);
    }

    /** The launcher and what it has started, as they are now. */
    private List<ProcessHandle> processes() {
        return launcher == null
                ? List.of()
                : Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants())
                        .toList();
    }

    /** Kills all of it at once, the launcher first, and returns when nothing of it is left. */
    synchronized int killAll() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(all);
        return all.size();
    }

    /** Kills these at once, and returns when they have ended. */
    static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(processes);
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .join();
    }

    /** What the launcher has printed so far. */
    String said() {
        return LauncherProcess.said(profile);
    }

    /** Ends it for good: in order where that works, by force where it does not. Returns what is left, if anything. */
    synchronized List<ProcessHandle> end() {
        ended = true;
        List<ProcessHandle> left = new ArrayList<>();
        if (launcher != null) {
            left.addAll(new Ending(profile, launcher).end().left());
        }
        return left;
    }
}
