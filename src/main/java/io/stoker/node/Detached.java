package io.stoker.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a launcher in the background and stays until the cluster can be used. */
public final class Detached {
    /** A script that waits has to end some time; on a busy machine a start has taken more than five minutes. */
    private static final Duration UP_WITHIN = Duration.ofMinutes(20);

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(11);

    private final Profile profile;
    private final ProcessName firstEngines;
    private final Handover handover;
    private final PrintStream out;
    private volatile boolean up;

    private Detached(Profile profile, ProcessName firstEngines, Handover handover, PrintStream out) {
        this.profile = profile;
        this.firstEngines = firstEngines;
        this.handover = handover;
        this.out = out;
    }

    /**
     * Starts {@code stoker cluster} in the background and prints what it says until an engine has registered. A signal
     * before that ends what was started.
     *
     * @return 0 when the cluster can be used; 1 when it cannot, and then nothing of it is left running
     * @throws NodeException if the profile or a port is in use, also by another start, naming by which process
     */
    public static int start(JavaRuntime java, Profile profile, ClusterOptions options, PrintStream out) {
        List<String> arguments = new ArrayList<>(List.of("--profile", profile.name(), "cluster", "--detached"));
        arguments.addAll(options.arguments());
        ChildCommand command = new ChildCommand(java.stoker(Launcher.JVM_FLAGS, arguments), options.settings(), null);
        return start(command, profile, options, UP_WITHIN, out);
    }

    static int start(
            ChildCommand command, Profile profile, ClusterOptions options, Duration upWithin, PrintStream out) {
        profile.create();
        try (ProfileLock starting = ProfileLock.take(profile, ProcessName.STARTER)) {
            Launcher.requireRoom(profile, options).close(); // before anything of a cluster that runs is touched
            return new Detached(profile, options.firstEngines(), Handover.of(command.settings(), command.key()), out)
                    .start(command.line(), upWithin);
        } catch (IOException e) {
            throw new NodeException("the launcher cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException(
                    "interrupted while the cluster was starting: see " + profile.log(ProcessName.LAUNCHER), e);
        }
    }

    private int start(List<String> command, Duration upWithin) throws IOException, InterruptedException {
        Path log = profile.log(ProcessName.LAUNCHER);
        LogFile.setAside(log);
        ProcessBuilder builder = new ProcessBuilder(SetsidCommand.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        ChildEnvironment.prepare(builder, profile, out::println);
        Process launcher = builder.start();
        Thread hook = new Thread(() -> interrupted(launcher), "detached-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            handOver(launcher);
            try (InputStream lines = Files.newInputStream(log)) {
                return relay(launcher, lines, upWithin);
            }
        } finally {
            Launcher.removeHook(hook);
        }
    }

    /** On a signal: whoever does not wait until the cluster is up has changed his mind about it. */
    private void interrupted(Process launcher) {
        try {
            if (!up) {
                launcher.destroy();
                if (!launcher.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                    Stop.run(profile, out);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes its input behind it: the launcher is to outlive this process. */
    private void handOver(Process launcher) throws IOException {
        try (OutputStream input = launcher.getOutputStream()) {
            input.write((handover.toLine() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Prints what the launcher writes to its log, as it comes. */
    private int relay(Process launcher, InputStream log, Duration upWithin) throws IOException, InterruptedException {
        LineSplitter lines = new LineSplitter(this::line);
        long giveUpAt = System.nanoTime() + upWithin.toNanos();
        boolean running = true;
        while (running && !up && System.nanoTime() < giveUpAt) {
            running = !launcher.waitFor(50, TimeUnit.MILLISECONDS);
            byte[] more = log.readAllBytes(); // up to the end as it is now
            lines.take(more, more.length);
        }
        if (up) {
            return 0;
        }
        if (running) {
            out.println("The cluster was not ready after " + LauncherConsole.seconds(upWithin) + "; stopping it.");
            boolean serves = Files.exists(profile.connectionFile());
            out.println(LogTail.of(profile.log(serves ? firstEngines : ProcessName.CONTROLLER)));
            Stop.run(profile, out);
        }
        return 1;
    }

    private void line(String line) {
        if (line.equals(handover.protocol().up())) {
            up = true;
        } else if (!up) {
            out.println(line);
        }
    }
}
