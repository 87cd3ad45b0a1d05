package io.stoker.node;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ends what runs under a profile: exactly the processes of its pid files, each known by pid and start. The launcher is
 * asked first, since it ends the others in order.
 */
public final class Stop {
    private static final Duration LAUNCHER_PATIENCE = Duration.ofSeconds(25);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_KILL = Duration.ofSeconds(2);

    private final Profile profile;
    private final PrintStream out;

    private Stop(Profile profile, PrintStream out) {
        this.profile = profile;
        this.out = out;
    }

    /**
     * Ends everything, and says what that was.
     *
     * @return 0 when all has ended; 1 when something is left, or nothing was there
     */
    public static int run(Profile profile, PrintStream out) {
        return new Stop(profile, out).run();
    }

    private int run() {
        List<PidFile> files = PidFiles.of(profile);
        List<Running> running = running(profile, files);
        running.stream()
                .filter(one -> one.name().equals(ProcessName.LAUNCHER))
                .findFirst()
                .ifPresent(launcher -> end(List.of(launcher), LAUNCHER_PATIENCE));
        end(running, PATIENCE);
        List<Running> left = running.stream().filter(Running::isRunning).toList();
        left.forEach(one -> out.println(one + " does not end, even after kill -9"));
        if (!left.isEmpty()) {
            return 1;
        }
        running.forEach(one -> out.println("ended " + one));
        List<String> outOfReach = outOfReach(files);
        outOfReach.forEach(one -> out.println(one + " uses profile '" + profile.name()
                + "' and cannot be ended from here: " + "run this command there"));
        if (running.isEmpty() && outOfReach.isEmpty()) {
            out.println("nothing is running under profile '" + profile.name() + "' (in " + profile.folder() + ")");
        }
        return running.isEmpty() || !outOfReach.isEmpty() ? 1 : 0;
    }

    /** What runs in another container or on another host; what is left of everything else is removed. */
    private List<String> outOfReach(List<PidFile> files) {
        List<String> found = new ArrayList<>();
        ProfileLock.whileFree(profile, () -> clear(files)).ifPresent(holder -> found.add(holder.toString()));
        files.stream()
                .filter(file -> file.process().isLone() && file.isHeld())
                .forEach(file -> file.readElsewhere().ifPresent(found::add));
        return found;
    }

    /** While nobody can start a cluster here, whose files would be gone then. */
    private void clear(List<PidFile> files) {
        files.stream().filter(file -> !file.mayLive()).forEach(PidFile::remove);
        new Leftovers(profile).end();
        // A profile without pid files may hold the connection file of a cluster elsewhere.
        if (!files.isEmpty()) {
            ConnectionFile.remove(profile);
        }
    }

    private static void end(List<Running> processes, Duration patience) {
        List<Running> left = processes.stream().filter(Running::isRunning).toList();
        left.forEach(one -> one.process().destroy());
        await(left, patience);
        List<Running> stubborn = left.stream().filter(Running::isRunning).toList();
        stubborn.forEach(one -> one.process().destroyForcibly());
        await(stubborn, AFTER_KILL);
    }

    private static void await(List<Running> processes, Duration time) {
        CompletableFuture<?>[] exits =
                processes.stream().map(one -> one.process().onExit()).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<@Nullable Void> all = CompletableFuture.allOf(exits);
        all.completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static List<Running> running(Profile profile, List<PidFile> files) {
        List<Running> running = new ArrayList<>();
        // Also one whose pid file somebody has removed, or is still to be written.
        Stream.of(ProfileLock.holder(profile), ProfileLock.starter(profile))
                .flatMap(Optional::stream)
                .forEach(holder -> holder.mark()
                        .live()
                        .filter(process -> !process.equals(ProcessHandle.current()))
                        .ifPresent(process -> running.add(new Running(holder.name(), process))));
        for (PidFile file : files) {
            file.readLive()
                    .map(process -> new Running(file.process(), process))
                    .filter(one -> !running.contains(one))
                    .ifPresent(running::add);
        }
        return running;
    }

    private record Running(ProcessName name, ProcessHandle process) {
        boolean isRunning() {
            return PidFile.isRunning(process);
        }

        @Override
        public String toString() {
            return name + " (pid " + process.pid() + ")";
        }
    }
}
