package io.stoker.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A second machine, as far as the network is concerned: a namespace that a cable of its own joins to this one. The
 * cable can be cut for one direction or for both; what is sent then is lost in silence, as behind a broken switch.
 */
final class Network implements AutoCloseable {
    /** An address that nobody has. What is sent to it is dropped by whoever gets it. */
    private static final String NOBODY = "02:00:00:00:00:99";

    private final String name = "stk" + ProcessHandle.current().pid() % 100_000;
    private final String here = name + "h";
    private final String there = name + "t";

    /** Which way nothing gets through. */
    enum Cut {
        FROM_THERE,
        TO_THERE,
        BOTH
    }

    /** Needs to be root. Without that the test is left out, save on a build server, where nothing is. */
    Network() {
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(isAllowed(), "left out: network namespaces need root, and 'ip' of iproute2");
        }
        ip("netns", "add", name);
        ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", name);
        ip("addr", "add", hereAddress() + "/30", "dev", here);
        ip("link", "set", here, "up");
        ip("-n", name, "addr", "add", thereAddress() + "/30", "dev", there);
        ip("-n", name, "link", "set", there, "up");
        ip("-n", name, "link", "set", "lo", "up");
    }

    private static boolean isAllowed() {
        String probe = "stkprobe" + ProcessHandle.current().pid() % 100_000;
        boolean allowed = succeeds(List.of("ip", "netns", "add", probe));
        if (allowed) {
            ip("netns", "del", probe);
        }
        return allowed;
    }

    /** Of the range that is set aside for measuring networks (RFC 2544), and so is nobody's. */
    private String address(int last) {
        long pid = ProcessHandle.current().pid();
        return "198.18." + pid % 256 + "." + (pid / 256 % 60 * 4 + last);
    }

    String hereAddress() {
        return address(1);
    }

    String thereAddress() {
        return address(2);
    }

    /** The command, run on the other machine. */
    List<String> there(List<String> command) {
        return Stream.concat(Stream.of("ip", "netns", "exec", name), command.stream())
                .toList();
    }

    void cut(Cut cut) {
        if (cut != Cut.FROM_THERE) {
            ip("neigh", "replace", thereAddress(), "lladdr", NOBODY, "dev", here, "nud", "permanent");
        }
        if (cut != Cut.TO_THERE) {
            ip("-n", name, "neigh", "replace", hereAddress(), "lladdr", NOBODY, "dev", there, "nud", "permanent");
        }
    }

    void heal(Cut cut) {
        if (cut != Cut.FROM_THERE) {
            ip("neigh", "del", thereAddress(), "dev", here);
        }
        if (cut != Cut.TO_THERE) {
            ip("-n", name, "neigh", "del", hereAddress(), "dev", there);
        }
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        assertThat(succeeds(command)).as("%s", command).isTrue();
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                System.err.println(command + " ended with " + code + ": " + said.strip());
            }
            return code == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Whoever still runs there must have been ended before. */
    @Override
    public void close() {
        ip("link", "del", here);
        ip("netns", "del", name);
    }
}
