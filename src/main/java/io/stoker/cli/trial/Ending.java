package io.stoker.cli.trial;

import io.stoker.node.Profile;
import io.stoker.node.Stop;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The end of a cluster: in order where that works, by force where it does not. */
public final class Ending {
    /** Longer than a launcher takes for an orderly end. */
    private static final long PATIENCE_SECONDS = 12;

    private static final long AFTER_FORCE_SECONDS = 3;

    private final Profile profile;
    private final Process launcher;
    private @Nullable Outcome outcome;

    /**
     * How a cluster has ended.
     *
     * @param forced whether something did not end when it was asked to
     * @param left what is still running, which should be nothing
     */
    public record Outcome(boolean forced, List<ProcessHandle> left) {}

    /** The end, to come, of what this launcher has started under this profile. */
    public Ending(Profile profile, Process launcher) {
        this.profile = profile;
        this.launcher = launcher;
    }

    /** Ends everything. A second caller waits for the first one's end. */
    public synchronized Outcome end() {
        Outcome known = outcome;
        if (known == null) {
            known = endAll();
            outcome = known;
        }
        return known;
    }

    private Outcome endAll() {
        List<ProcessHandle> all = Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants())
                .toList();
        closeInput();
        await(all, PATIENCE_SECONDS);
        // A launcher that had to kill a child says so by its exit code.
        boolean forced = launcher.isAlive() || launcher.exitValue() != 0;
        if (all.stream().anyMatch(ProcessHandle::isAlive)) {
            forced = true;
            Stop.run(profile, new PrintStream(OutputStream.nullOutputStream()));
            all.forEach(ProcessHandle::destroyForcibly);
            await(all, AFTER_FORCE_SECONDS);
        }
        return new Outcome(forced, all.stream().filter(ProcessHandle::isAlive).toList());
    }

    /** What the launcher takes for our death. */
    private void closeInput() {
        try {
            launcher.getOutputStream().close();
        } catch (IOException e) {
            launcher.destroy(); // it cannot be told, so it gets a signal
        }
    }

    private static void await(List<ProcessHandle> processes, long seconds) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<@Nullable Void> all = CompletableFuture.allOf(exits);
        all.completeOnTimeout(null, seconds, TimeUnit.SECONDS).join();
    }

    void removeFiles() {
        removeFiles(profile.home());
    }

    /** Removes a folder and all that is in it. */
    public static void removeFiles(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + ": " + e, e);
        }
    }
}
