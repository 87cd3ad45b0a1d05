package io.stoker.cli.chaos;

import io.stoker.cli.trial.Ending;
import io.stoker.cli.trial.TemporaryFolder;
import io.stoker.node.NodeException;
import io.stoker.node.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that all of it happens in.
 *
 * @param folder holds everything
 * @param volume what the profile's files take their room from, where that can be arranged
 */
record Workspace(Path folder, Optional<TmpfsVolume> volume) {

    /** Makes a new one, with room for so many tasks. */
    static Workspace make(int tasks) {
        Path folder = TemporaryFolder.make("stoker-chaos-");
        try {
            for (String part : List.of("home", "marks", "journals")) {
                Files.createDirectory(folder.resolve(part));
            }
            return new Workspace(folder, TmpfsVolume.over(folder.resolve("home"), tasks));
        } catch (IOException e) {
            throw new NodeException("cannot make a folder for it: " + e.getMessage(), e);
        }
    }

    /** The cluster's own, which no other cluster uses. */
    Profile profile() {
        return new Profile(folder.resolve("home"), "chaos");
    }

    Path executions() {
        return folder.resolve("marks");
    }

    Path journals() {
        return folder.resolve("journals");
    }

    /** What the cluster has to be told: what engines know beforehand, and that deaths are no reason to give up. */
    Map<String, String> settings() {
        return Map.of(
                "stoker.prelude",
                Workload.PRELUDE,
                Workload.MARKS,
                executions().toString(),
                "stoker.engine-loss-limit",
                "1000000",
                // An engine that is frozen for longer than this loses what it runs to another one, and comes back to
                // see it.
                "stoker.reclaim-after",
                "5s",
                // The whole file system is smaller than what is usually kept free.
                "stoker.disk-reserve",
                "16 MiB");
    }

    /** Leaves nothing behind. */
    void remove() {
        volume.ifPresent(TmpfsVolume::unmount);
        Ending.removeFiles(folder);
    }

    /** Keeps everything, as plain files. */
    void keep() {
        volume.ifPresent(disk -> {
            Path kept = folder.resolve("kept");
            copy(folder.resolve("home"), kept);
            disk.unmount();
            try {
                Files.delete(folder.resolve("home"));
                Files.move(kept, folder.resolve("home"));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot keep " + kept, e);
            }
        });
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
        }
    }
}
