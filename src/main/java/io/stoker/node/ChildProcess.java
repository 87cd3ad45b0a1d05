package io.stoker.node;

import io.stoker.engine.UserProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process that the launcher started: its standard input is held, its output goes to a log line by line, its pid
 * file is there as long as it lives.
 */
final class ChildProcess {
    private static final int MOST_LOOKS = 10;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final ProcessName name;
    private final Process process;
    private final PidFile pidFile;
    private final LogFile log;
    private final ChildInput input;
    private final long startedAt = System.nanoTime();
    private final CompletableFuture<Integer> exit;
    private final CompletableFuture<@Nullable Void> outputEnd = new CompletableFuture<>();

    private ChildProcess(ProcessName name, Process process, String mark, PidFile pidFile, LogFile log) {
        this.name = name;
        this.process = process;
        this.pidFile = pidFile;
        this.log = log;
        this.input = new ChildInput(name.toString(), process.getOutputStream(), log::line);
        this.exit =
                process.onExit().thenCompose(ended -> endLeftovers(mark, 1).thenApply(nothing -> ended.exitValue()));
    }

    /**
     * Starts a process. Where that fails, nothing of it is left.
     *
     * @param events takes each line that it prints for the launcher, without its mark, on a thread of its own; all
     *     others go to the log
     */
    static ChildProcess start(
            ProcessName name, ChildCommand command, Profile profile, LogFile log, Consumer<String> events)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SetsidCommand.of(command.line())).redirectErrorStream(true);
        ChildEnvironment.prepare(builder, profile, line -> log.line("--- " + line));
        if (!name.equals(ProcessName.CONTROLLER)) {
            ToolOptions.leaveOutDatabase(builder.environment());
        }
        Process process = null;
        try {
            String mark = new Leftovers(profile).mark();
            builder.environment().put(UserProcesses.MARK_VARIABLE, mark);
            process = builder.start();
            ChildProcess child = new ChildProcess(name, process, mark, profile.pidFile(name), log);
            child.begin(Handover.of(command.settings(), command.key()), events);
            return child;
        } catch (IOException | UncheckedIOException | Error e) { // an Error, as where there is no thread for it
            if (process != null) {
                process.destroyForcibly();
            }
            throw new IOException(e instanceof Error ? e.toString() : e.getMessage(), e);
        }
    }

    /** A process that {@code stoker stop} could not find must not live, hence its pid file comes first. */
    private void begin(Handover handover, Consumer<String> events) {
        pidFile.write(process.toHandle());
        log.line("--- " + name + " is pid " + process.pid() + ", started " + Instant.now());
        read(handover.protocol(), events);
        input.say(handover.toLine(), "its settings");
    }

    /**
     * Before anybody hears of the exit, so that no task runs again beside what its last run has started. Where
     * processes cannot be seen for long, as without a descriptor to spare, the exit is heard of all the same.
     */
    private CompletableFuture<@Nullable Void> endLeftovers(String mark, int attempt) {
        try {
            int ended = UserProcesses.leftBy(mark, process.pid()).kill();
            if (ended > 0) {
                log.line("--- " + ended + " processes that " + name + " has left behind were ended");
            }
        } catch (RuntimeException | Error e) {
            log.line("--- cannot find the processes that " + name + " has left behind: " + e);
            if (attempt < MOST_LOOKS) {
                Executor later = CompletableFuture.delayedExecutor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                return CompletableFuture.runAsync(() -> {}, later)
                        .thenCompose(nothing -> endLeftovers(mark, attempt + 1));
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    ProcessName name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    LogFile log() {
        return log;
    }

    /** Completes with the exit code when the process has ended, and what it has left behind. */
    CompletableFuture<Integer> exit() {
        return exit;
    }

    /** As {@link #exit()}, but once its last lines are in the log, or half a second later where its pipe stays open. */
    CompletableFuture<Integer> exitAndLastLines() {
        return exit.thenCompose(code -> outputEnd
                .copy()
                .completeOnTimeout(null, 500, TimeUnit.MILLISECONDS)
                .thenApply(nothing -> code));
    }

    /** Sends a line. A child that has just ended does not hear it, which its exit tells as well. */
    void tell(String line) {
        input.say(line, "'" + line + "'");
    }

    /**
     * Asks it to end: by the end of its input and by SIGTERM. What it says about its end is still read, so the signal
     * goes to its handle: the process's own method also closes all three pipes, for which it waits where one is full.
     */
    void askToEnd() {
        input.close();
        process.toHandle().destroy();
    }

    void kill() {
        process.toHandle().destroyForcibly();
    }

    void removePidFile() {
        try {
            pidFile.removeIfOf(process.pid());
        } catch (UncheckedIOException e) {
            log.line("--- " + e.getMessage()); // harmless: what it names is known to have ended
        }
    }

    private void read(LineProtocol protocol, Consumer<String> events) {
        ChildLines lines = new ChildLines(protocol, events, log::line);
        Runnable reading = () -> {
            new LineSplitter(lines).readAll(process.getInputStream());
            outputEnd.complete(null);
        };
        Thread thread = new Thread(reading, name + " output");
        thread.setDaemon(true);
        thread.start();
    }
}
