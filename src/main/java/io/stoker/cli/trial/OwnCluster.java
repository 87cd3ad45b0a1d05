package io.stoker.cli.trial;

import io.stoker.client.Stoker;
import io.stoker.node.ConnectionFile;
import io.stoker.node.ConnectionInfo;
import io.stoker.node.LogTarget;
import io.stoker.node.NodeException;
import io.stoker.node.Profile;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that one command starts for itself with {@code stoker cluster}: real JVMs, free ports, and a profile in a
 * folder of its own, so that it never meets a cluster of the user's.
 *
 * <p>The launcher holds on to this JVM by its standard input. However this JVM ends, the cluster ends with it.
 */
public final class OwnCluster implements AutoCloseable {
    /** For its controller to serve, and its engines to register: on a busy machine that takes minutes. */
    public static final Duration READY_WITHIN = Duration.ofMinutes(15);

    private static final long LOOK_EVERY_MILLIS = 10;

    private final Profile profile;
    private final Process launcher;
    private final long startedAt;
    private final Ending ending;
    private final Thread onSignal;
    private volatile @Nullable Stoker client;

    private OwnCluster(Profile profile, Process launcher, long startedAt, Runnable interrupted) {
        this.profile = profile;
        this.launcher = launcher;
        this.startedAt = startedAt;
        this.ending = new Ending(profile, launcher);
        this.onSignal = new Thread(() -> interrupted(interrupted), "own-cluster-stop");
    }

    /**
     * Starts a launcher, and returns at once.
     *
     * @param settings of {@code reference.conf} in place of their defaults
     * @param interrupted called first when a signal ends this JVM, as Ctrl-C does
     * @throws NodeException if it cannot be started
     */
    public static OwnCluster start(int engines, Map<String, String> settings, Runnable interrupted) {
        Profile profile = new Profile(TemporaryFolder.make("stoker-"), "own").create();
        LogTarget.toFile(profile);
        return start(profile, engines, settings, interrupted);
    }

    /**
     * Starts a launcher with the files of this one, which has ended: it goes on with its ledger.
     *
     * @throws NodeException if it cannot be started
     */
    public OwnCluster again(int engines, Map<String, String> settings, Runnable interrupted) {
        return start(profile, engines, settings, interrupted);
    }

    private static OwnCluster start(Profile profile, int engines, Map<String, String> settings, Runnable interrupted) {
        try {
            long startedAt = System.nanoTime();
            Process launcher = LauncherProcess.start(profile, engines, 1, LauncherProcess.freePort(), settings);
            OwnCluster cluster = new OwnCluster(profile, launcher, startedAt, interrupted);
            Runtime.getRuntime().addShutdownHook(cluster.onSignal);
            return cluster;
        } catch (IOException e) {
            throw new NodeException("the launcher cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the controller serves.
     *
     * @throws NodeException if it does not; the message ends with what the launcher said
     */
    public ConnectionInfo awaitReady() {
        while (!Files.exists(profile.connectionFile())) {
            if (hasEndedWithin(LOOK_EVERY_MILLIS) || age().compareTo(READY_WITHIN) > 0) {
                throw new NodeException("no controller was ready after " + age().toSeconds() + " s. The launcher said:"
                        + System.lineSeparator() + LauncherProcess.said(profile));
            }
        }
        return ConnectionFile.read(profile);
    }

    /**
     * Connects to it as any program would. On a signal the client is closed before the cluster ends, so that it does
     * not begin to look for its controller; otherwise closing it is up to the caller.
     */
    public Stoker connect(ConnectionInfo connection) {
        return connect(connection, Map.of());
    }

    /** As {@link #connect(Connection)}, with settings of {@code reference.conf} in place of their defaults. */
    public Stoker connect(ConnectionInfo connection, Map<String, String> settings) {
        Stoker stoker = Stoker.connect("localhost", connection.port(), withKeys(profile, settings));
        client = stoker;
        return stoker;
    }

    /** Settings with which a client is let in by the cluster of a profile that no one else knows of. */
    public static Map<String, String> withKeys(Profile profile, Map<String, String> settings) {
        Path own = new KeyFolder(profile.keys()).credentials(Role.CLIENT);
        if (!Files.exists(own)) {
            return settings; // as where TLS is off
        }
        Map<String, String> all = new HashMap<>(settings);
        all.put("stoker.client.join", own.toString());
        return all;
    }

    private boolean hasEndedWithin(long millis) {
        try {
            return launcher.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted while the cluster started", e);
        }
    }

    /** How long ago it was started. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /** The launcher and what it has started, as they are now. */
    public List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants())
                .toList();
    }

    /** Where each process writes its log. */
    public Path logs() {
        return profile.logs();
    }

    /** Ends it, and says how that went. Ending it twice does nothing more. */
    public Ending.Outcome end() {
        Ending.Outcome outcome = ending.end();
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook does the same.
        }
        return outcome;
    }

    /** Removes its files, logs included. For when it has ended and nobody will want to know what it did. */
    public void removeFiles() {
        ending.removeFiles();
    }

    @Override
    public void close() {
        end();
    }

    private void interrupted(Runnable interrupted) {
        interrupted.run();
        Stoker connected = client;
        if (connected != null) {
            connected.close();
        }
        ending.end();
        ending.removeFiles();
    }
}
