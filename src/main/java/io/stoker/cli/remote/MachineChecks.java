package io.stoker.cli.remote;

import io.stoker.node.Version;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at this machine: its Java, its limits and its disk. */
final class MachineChecks {
    private static final int LEAST_JAVA = 17;
    private static final long LEAST_FILES = 4_096;
    private static final long LEAST_PROCESSES = 1_024;
    private static final long MEBI = 1 << 20;

    /** Twice the setting stoker.disk-reserve, below which a ledger refuses tasks. */
    private static final long LEAST_FREE = 512 * MEBI;

    private static final Pattern LIMIT = Pattern.compile("(Max [a-z ]+?)\\s{2,}(\\S+)\\s+(\\S+).*");

    private MachineChecks() {}

    static Finding java() {
        int feature = Runtime.version().feature();
        String text = Runtime.version() + " in " + System.getProperty("java.home") + ", Stoker " + Version.current();
        return feature < LEAST_JAVA
                ? Finding.problem("java", text + ": Stoker needs Java " + LEAST_JAVA + " or newer")
                : Finding.ok("java", text);
    }

    /** Those of this shell, which the processes that it starts have, too; nothing where there is no {@code /proc}. */
    static List<Finding> limits() {
        Path limits = Path.of("/proc/self/limits");
        try {
            return Files.isReadable(limits) ? limits(Files.readAllLines(limits), isRoot()) : List.of();
        } catch (IOException e) {
            return List.of(Finding.problem("limits", "cannot be read: " + e));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** @param lines as of {@code /proc/self/limits} */
    static List<Finding> limits(List<String> lines, boolean root) {
        List<Finding> found = new ArrayList<>();
        for (String line : lines) {
            Matcher limit = LIMIT.matcher(line);
            if (limit.matches() && limit.group(1).equals("Max open files")) {
                found.add(limit("files", limit.group(3), LEAST_FILES, "open files", "-n")); // Java raises it to that
            } else if (limit.matches() && limit.group(1).equals("Max processes") && !root) {
                found.add(limit("processes", limit.group(2), LEAST_PROCESSES, "processes and threads", "-u"));
            }
        }
        return found;
    }

    private static Finding limit(String what, String limit, long least, String words, String option) {
        boolean isEnough = !limit.matches("\\d{1,18}") || Long.parseLong(limit) >= least;
        return isEnough
                ? Finding.ok(what, limit + " " + words + " at a time")
                : Finding.problem(
                        what,
                        "only " + limit + " " + words + " at a time; a cluster of several engines needs " + least
                                + ": type: ulimit " + option + " " + least + ", or ask your administrator");
    }

    /** @param folder need not be there yet */
    static Finding disk(Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            FileStore store = Files.getFileStore(there);
            return disk(there, store.getUsableSpace());
        } catch (IOException e) {
            return Finding.problem("disk", "the free space of " + there + " cannot be told: " + e);
        }
    }

    static Finding disk(Path folder, long free) {
        String text = free / MEBI + " MiB are free in " + folder;
        return free >= LEAST_FREE
                ? Finding.ok("disk", text)
                : Finding.problem(
                        "disk",
                        text + ", and below 256 MiB new tasks are refused (stoker.disk-reserve): remove files, or set"
                                + " STOKER_HOME to a folder on another disk");
    }
}
