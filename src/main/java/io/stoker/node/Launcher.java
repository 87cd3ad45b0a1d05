package io.stoker.node;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parent process of a cluster on one machine: starts a controller and engines, restarts engines that end, and ends
 * them all when it ends itself. It is no member of the cluster and loads nothing of Akka.
 *
 * <p>The children hold on to it by their standard input: even {@code kill -9} of the launcher leaves no orphans.
 */
public final class Launcher {
    /** For the JVM of a launcher: it does little, and is there for long. */
    public static final List<String> JVM_FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Profile profile;
    private final ClusterOptions options;
    private final LauncherConsole console;
    private final LauncherTimeouts timeouts;
    private final SerialExecutor serialExecutor;
    private final ProcessSupervisor supervisor;
    private final ProfileKeys keys;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private volatile @Nullable ProfileLock lock;
    private boolean stopping;

    /**
     * A launcher that has started nothing yet.
     *
     * @param out what a person reads, where nobody waits; else the launcher has a log for that
     * @param waiting knows the lines for a {@code --detach} that waits until the cluster can be used; null for none
     */
    public Launcher(
            Profile profile,
            ClusterOptions options,
            ChildCommands commands,
            PrintStream out,
            @Nullable LineProtocol waiting) {
        this(
                profile,
                options,
                commands,
                new LauncherConsole(waiting == null ? printer(out) : log(profile), profile, options, waiting),
                LauncherTimeouts.NORMAL,
                Runtime.getRuntime().availableProcessors());
    }

    /** @param startsAtOnce how many nodes are to start at the same time: the start of one keeps a processor busy */
    Launcher(
            Profile profile,
            ClusterOptions options,
            ChildCommands commands,
            LauncherConsole console,
            LauncherTimeouts timeouts,
            int startsAtOnce) {
        this.profile = profile;
        this.options = options;
        this.console = console;
        this.timeouts = timeouts;
        this.serialExecutor = new SerialExecutor("launcher", console::failed);
        this.keys = new ProfileKeys(profile, options.listening().names(), InstantSource.system(), console::say);
        this.supervisor = new ProcessSupervisor(
                profile, options, commands, timeouts, startsAtOnce, console, serialExecutor, this::isProfileLost);
    }

    private static Consumer<String> printer(PrintStream out) {
        return text -> {
            out.println(text);
            out.flush();
        };
    }

    /** Beside what the JVM itself may print there. */
    private static Consumer<String> log(Profile profile) {
        LogFile log = LogFile.goOn(profile.log(ProcessName.LAUNCHER), System::nanoTime, change -> {});
        return text -> text.lines().forEach(log::line);
    }

    /**
     * Takes the profile for a cluster.
     *
     * @throws NodeException if the cluster cannot be started, since its profile or its ports are in use; names what is
     *     in the way, and has changed nothing
     */
    static ProfileLock requireRoom(Profile profile, ClusterOptions options) {
        ProfileLock lock = ProfileLock.take(profile, ProcessName.LAUNCHER);
        try {
            for (PidFile file : PidFiles.of(profile)) {
                file.readLive().ifPresent(process -> {
                    throw new NodeException("profile '" + profile.name() + "' is in use by " + file.process() + " (pid "
                            + process.pid() + "): stop it with: "
                            + profile.command("stop") + ", or choose another with --profile NAME");
                });
            }
            options.requireFreePorts();
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Removes what processes that were killed have left in the profile. */
    private static void clear(Profile profile) {
        PidFiles.of(profile).stream().filter(file -> !file.mayLive()).forEach(PidFile::remove);
        new Leftovers(profile).end();
        ConnectionFile.remove(profile);
    }

    /**
     * Starts everything and stays until it has ended again: by {@link #stop}, by a signal to this JVM, or because the
     * controller has gone.
     *
     * @return the exit code for this process: 0 when it was asked to stop and all ended in order, 1 when the cluster
     *     could not go on or somebody had to be killed
     */
    public int run() {
        Thread hook = new Thread(this::stopInTime, "launcher-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start();
            return end.join();
        } finally {
            removeHook(hook);
        }
    }

    /** Starts everything, unless it was stopped before. A {@link NodeException} when there is no room for it. */
    void start() {
        synchronized (this) {
            if (stopping) {
                return;
            }
            profile.create();
            lock = requireRoom(profile, options);
            prepareKeys();
        }
        clear(profile);
        profile.pidFile(ProcessName.LAUNCHER).write(ProcessHandle.current());
        console.starting();
        var unused = supervisor.over().thenAcceptAsync(this::endAll, serialExecutor);
        serialExecutor.execute(supervisor::start);
        serialExecutor.later(ProfileKeys.LOOK_AGAIN, this::renewKeys);
    }

    private void prepareKeys() {
        try {
            keys.prepare();
        } catch (RuntimeException e) {
            closeLock();
            throw e;
        }
    }

    private void renewKeys() {
        serialExecutor.later(ProfileKeys.LOOK_AGAIN, this::renewKeys);
        if (ownsProfile()) {
            keys.renew();
        }
    }

    /** Ends everything, engines first. Completes with the exit code when no process is left. */
    public CompletableFuture<Integer> stop() {
        serialExecutor.execute(() -> endAll(0));
        return ended();
    }

    /** Completes with the exit code when no process is left, whatever brought that about. */
    CompletableFuture<Integer> ended() {
        return end.copy();
    }

    private void endAll(int code) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
        }
        console.stopping();
        supervisor.expectEnd();
        var unused = GracefulShutdown.of(supervisor.engines(), supervisor.controller(), timeouts, console::killing)
                .whenComplete((inOrder, failure) -> ended(Boolean.TRUE.equals(inOrder) ? code : 1));
    }

    private void ended(int code) {
        try {
            if (ownsProfile()) {
                ConnectionFile.remove(profile);
                new Leftovers(profile).end();
                profile.pidFile(ProcessName.LAUNCHER).remove();
            }
            console.stopped();
        } catch (RuntimeException e) {
            console.failed(e);
        } finally {
            console.flush();
            closeLock();
            serialExecutor.end();
            end.complete(code);
        }
    }

    /** Without the lock, what is in the profile's folder is another cluster's. */
    private boolean ownsProfile() {
        return lock != null && !isProfileLost();
    }

    private boolean isProfileLost() {
        ProfileLock held = lock;
        return held != null && held.isLost();
    }

    private void closeLock() {
        ProfileLock held = lock;
        if (held != null) {
            held.close();
        }
    }

    /** On a signal: the JVM goes on ending when this returns. */
    private void stopInTime() {
        try {
            long patient = timeouts.enginesEnd().plus(timeouts.controllerEnd()).toMillis() + 1000;
            stop().get(patient, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            console.say("Not all processes have ended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is what brought us here.
        }
    }
}
