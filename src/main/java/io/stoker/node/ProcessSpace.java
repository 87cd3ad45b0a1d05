package io.stoker.node;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a pid means a process: a machine since its last start, and one of its pid namespaces, of which each container
 * has its own. What a system does not tell is {@code -}.
 *
 * @param host the machine's name
 * @param boot its last start
 * @param pids the namespace
 */
record ProcessSpace(String host, String boot, String pids) {
    private static final String UNKNOWN = "-";
    private static final ProcessSpace HERE = new ProcessSpace(hostName(), bootId(), pidNamespace());

    /** That of this process. */
    static ProcessSpace here() {
        return HERE;
    }

    /** Reads {@link #toString()} back. */
    static ProcessSpace of(String text) {
        String[] parts = text.split("/", 3);
        return parts.length < 3
                ? new ProcessSpace(text, UNKNOWN, UNKNOWN)
                : new ProcessSpace(parts[0], parts[1], parts[2]);
    }

    /** Whether pids of this one mean the same processes here, as far as can be told: names of hosts change. */
    boolean isHere() {
        return boot.equals(HERE.boot) && pids.equals(HERE.pids);
    }

    /** Whether it was this machine before it was started anew: none of its processes is left. */
    boolean hasEnded() {
        return host.equals(HERE.host) && !boot.equals(HERE.boot);
    }

    /** As "on host x" or "in another container or pid namespace of this machine". */
    String inWords() {
        return boot.equals(HERE.boot) && !boot.equals(UNKNOWN)
                ? "in another container or pid namespace of this machine"
                : "on host " + host;
    }

    @Override
    public String toString() {
        return host + "/" + boot + "/" + pids;
    }

    private static String hostName() {
        String name = firstLine("/proc/sys/kernel/hostname");
        try {
            return (name.equals(UNKNOWN) ? InetAddress.getLocalHost().getHostName() : name).replaceAll("[\\s/]", "_");
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String bootId() {
        return firstLine("/proc/sys/kernel/random/boot_id");
    }

    private static String pidNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
