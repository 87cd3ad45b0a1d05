package io.stoker.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes that user code has started in an engine, and those that these have started.
 *
 * <p>Whoever becomes their parent when theirs ends, they are known by what a process hands down: a mark in their
 * environment, and the session that the engine leads. Where there is no {@code /proc} (macOS), only the descendants of
 * a living engine are found. What has left all three behind, as by {@code env -i setsid}, is not.
 */
public final class UserProcesses {
    /** The environment variable that holds the mark. */
    public static final String MARK_VARIABLE = "STOKER_NODE";

    private static final int MOST_ROUNDS = 20;
    private static final int SESSION_BEHIND_NAME = 3;
    private static final ProcessHandle SELF = ProcessHandle.current();
    private static final UserProcesses NONE = new UserProcesses(process -> false);

    private final Predicate<ProcessHandle> isOne;

    private UserProcesses(Predicate<ProcessHandle> isOne) {
        this.isOne = isOne;
    }

    /** Of nobody: where it cannot be told whose a process is, as in a JVM of the user's own. */
    public static UserProcesses none() {
        return NONE;
    }

    /** Of this JVM, which runs one engine and nothing else. */
    public static UserProcesses ofThisJvm(@Nullable String mark) {
        List<ProcessHandle> self = List.of(SELF);
        long session = session(SELF).orElse(-1L) == SELF.pid() ? SELF.pid() : -1;
        return new UserProcesses(process -> isMarked(process, mark)
                || isOf(session, process)
                || Stream.iterate(
                                process.parent(), Optional::isPresent, parent -> parent.flatMap(ProcessHandle::parent))
                        .flatMap(Optional::stream)
                        .anyMatch(self::contains));
    }

    /**
     * Of a JVM that has ended.
     *
     * @param mark what the marks of all its processes begin with
     * @param leader its pid, if it led a session
     */
    public static UserProcesses leftBy(String mark, long leader) {
        return new UserProcesses(process -> isMarked(process, mark) || (isOf(leader, process) && !isRunning(leader)));
    }

    /** Of all JVMs with such a mark; these are among them. */
    public static UserProcesses marked(String mark) {
        return new UserProcesses(process -> isMarked(process, mark));
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Those that are there now, without this JVM itself. */
    public List<ProcessHandle> now() {
        if (this == NONE) {
            return List.of();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> !process.equals(SELF) && isOne.test(process) && !isZombie(process))
                .toList();
    }

    /** Kills all of them, also those that they start meanwhile. Returns how many there were. */
    public int kill() {
        Set<ProcessHandle> killed = new HashSet<>();
        List<ProcessHandle> left = now();
        for (int i = 0; i < MOST_ROUNDS && !left.isEmpty(); i++) {
            left.forEach(ProcessHandle::destroyForcibly);
            killed.addAll(left);
            await(left, Duration.ofMillis(50));
            left = now();
        }
        return killed.size();
    }

    /** Asks these to end, and kills those that have not within the time. */
    static void end(List<ProcessHandle> processes, Duration time) {
        processes.forEach(ProcessHandle::destroy);
        await(processes, time);
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    private static void await(List<ProcessHandle> processes, Duration time) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<@Nullable Void> all = CompletableFuture.allOf(exits);
        all.completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static boolean isMarked(ProcessHandle process, @Nullable String mark) {
        if (mark == null) {
            return false;
        }
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
            String text = "\0" + new String(environment, StandardCharsets.ISO_8859_1);
            return text.contains("\0" + MARK_VARIABLE + "=" + mark);
        } catch (IOException e) {
            return false; // somebody else's, gone, or no /proc
        }
    }

    private static boolean isOf(long session, ProcessHandle process) {
        return session > 0 && session(process).orElse(-1L) == session;
    }

    /** It has ended, and nobody has asked how. */
    private static boolean isZombie(ProcessHandle process) {
        return ProcessClock.stat(Path.of("/proc/" + process.pid() + "/stat"))
                .filter(stat -> stat[0].equals("Z"))
                .isPresent();
    }

    private static Optional<Long> session(ProcessHandle process) {
        return ProcessClock.stat(Path.of("/proc/" + process.pid() + "/stat"))
                .map(stat -> Long.parseLong(stat[SESSION_BEHIND_NAME]));
    }

    /** Their pids, for people. */
    static String describe(List<ProcessHandle> processes) {
        return processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.joining(", "));
    }
}
