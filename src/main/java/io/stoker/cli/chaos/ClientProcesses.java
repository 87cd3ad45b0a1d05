package io.stoker.cli.chaos;

import io.stoker.node.JavaRuntime;
import io.stoker.node.NodeException;
import io.stoker.node.Profile;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that submit the tasks. When one is killed, another one with the same journal takes its place at once.
 * Thread-safe.
 */
final class ClientProcesses {
    static final int COUNT = 2;

    private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Profile profile;
    private final Path folder;
    private final List<FloodOptions> shares = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private int ownEnds;
    private boolean ended;

    /** @param profile of the cluster whose clients they are */
    ClientProcesses(Profile profile, Path folder) {
        this.profile = profile;
        this.folder = folder;
    }

    /** Starts all of them. */
    synchronized void start(int port, int tasks, Duration length) {
        long begun = System.currentTimeMillis();
        for (int i = 0; i < COUNT; i++) {
            long first = (long) tasks * i / COUNT;
            int count = (int) ((long) tasks * (i + 1) / COUNT - first);
            shares.add(new FloodOptions(port, first, count, begun, length, folder.resolve("journal-" + i)));
            processes.add(start(i));
        }
    }

    private Process start(int client) {
        FloodOptions share = shares.get(client);
        List<String> arguments = List.of(
                "flood",
                "--port=" + share.port(),
                "--first=" + share.first(),
                "--count=" + share.count(),
                "--begun=" + share.begun(),
                "--millis=" + share.length().toMillis(),
                "--journal=" + share.journal());
        try {
            ProcessBuilder builder = new ProcessBuilder(JavaRuntime.current().stoker(FLAGS, arguments));
            builder.environment()
                    .put(
                            "STOKER_JOIN",
                            new KeyFolder(profile.keys())
                                    .credentials(Role.CLIENT)
                                    .toString());
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("client-" + client + ".log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new NodeException("a client cannot be started: " + e.getMessage(), e);
        }
    }

    /** Kills one of those that have not ended, and starts another in its place. Says which; none if all have ended. */
    synchronized List<String> kill(PlannedFault fault) {
        List<Integer> running = running();
        return running.isEmpty() || ended ? List.of() : List.of(kill(fault.choose(running)));
    }

    /** As {@link #kill(PlannedFault)}, all of them. */
    synchronized List<String> killAll() {
        return ended ? List.of() : running().stream().map(this::kill).toList();
    }

    private String kill(int client) {
        Process killed = processes.get(client);
        killed.destroyForcibly().onExit().join();
        processes.set(client, start(client));
        return "client " + client + " (pid " + killed.pid() + ")";
    }

    private List<Integer> running() {
        List<Integer> running = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            if (processes.get(i).isAlive()) {
                running.add(i);
            }
        }
        return running;
    }

    /**
     * Whether every one has ended with all results. One that has ended otherwise, and was not killed, is replaced, and
     * counted.
     */
    synchronized boolean haveAll() {
        boolean all = true;
        for (int i = 0; i < processes.size(); i++) {
            Process process = processes.get(i);
            if (process.isAlive()) {
                all = false;
            } else if (process.exitValue() != 0 && !ended) {
                all = false;
                ownEnds++;
                processes.set(i, start(i));
            }
        }
        return all;
    }

    /** How many have ended without all results although nobody had killed them. */
    synchronized int ownEnds() {
        return ownEnds;
    }

    /** What all of them have written down. */
    List<Entry> journals() {
        return paths().stream()
                .flatMap(path -> ClientJournal.read(path).stream())
                .toList();
    }

    /** How many bytes they have written down. */
    long written() {
        return paths().stream().mapToLong(path -> path.toFile().length()).sum();
    }

    private synchronized List<Path> paths() {
        return shares.stream().map(FloodOptions::journal).toList();
    }

    /** Ends all of them, and starts none any more. */
    synchronized void end() {
        ended = true;
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
