package io.stoker.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two machines and a router between them, as far as the network is concerned: namespaces that have nothing to do with
 * this machine's own network. The inner machine is behind the router, which translates its addresses of version 4: from
 * outside nobody reaches it but by ports 8000 to 8009 of the router, which lead to its ports 7000 to 7009. Addresses of
 * version 6 reach everywhere.
 */
final class RoutedNetwork implements AutoCloseable {
    static final String OUTER = "198.18.1.1";
    static final String ROUTER = "198.18.1.2";
    static final String INNER = "198.18.2.1";
    static final String OUTER_6 = "fd00:1::1";
    static final String INNER_6 = "fd00:2::1";

    private static final String INNER_SIDE_OF_ROUTER = "198.18.2.2";

    private final String prefix = "stkr" + ProcessHandle.current().pid() % 100_000;
    private final String outer = prefix + "o";
    private final String router = prefix + "r";
    private final String inner = prefix + "i";

    /** Needs to be root. Without that the test is left out, save on a build server, where nothing is. */
    RoutedNetwork() {
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(
                    succeeds(List.of("ip", "netns", "add", router), ""),
                    "left out: this needs root, and 'ip' of iproute2");
            succeeds(List.of("ip", "netns", "del", router), "");
            assumeTrue(succeeds(List.of("nft", "--version"), ""), "left out: there is no 'nft' of nftables");
        }
        try {
            build();
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private void build() {
        Stream.of(outer, router, inner).forEach(name -> {
            ip("netns", "add", name);
            ip("-n", name, "link", "set", "lo", "up");
        });
        cable(outer, OUTER, OUTER_6, "outside", ROUTER, "fd00:1::2");
        cable(inner, INNER, INNER_6, "inside", INNER_SIDE_OF_ROUTER, "fd00:2::2");
        ip("-n", inner, "route", "add", "default", "via", INNER_SIDE_OF_ROUTER);
        ip("-n", inner, "-6", "route", "add", "default", "via", "fd00:2::2");
        ip("-n", outer, "-6", "route", "add", "default", "via", "fd00:1::2");
        run(
                in(
                        router,
                        "sh",
                        "-c",
                        "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding"),
                "");
        String ports = Stream.iterate(0, i -> i < 10, i -> i + 1)
                .map(i -> "800" + i + " : 700" + i)
                .toList()
                .toString();
        run(
                in(router, "nft", "-f", "-"),
                "table ip nat {\n"
                        + " chain to_inside { type nat hook prerouting priority -100;\n"
                        + "  ip daddr " + ROUTER + " tcp dport 8000-8009 dnat to " + INNER + " : tcp dport map { "
                        + ports.substring(1, ports.length() - 1)
                        + " }\n }\n"
                        + " chain from_inside { type nat hook postrouting priority 100; masquerade\n }\n"
                        + "}\n");
    }

    private void cable(
            String machine, String address, String address6, String device, String routers, String routers6) {
        ip("-n", machine, "link", "add", "cable", "type", "veth", "peer", "name", device, "netns", router);
        end(machine, "cable", address, address6);
        end(router, device, routers, routers6);
    }

    private static void end(String machine, String device, String address, String address6) {
        ip("-n", machine, "addr", "add", address + "/30", "dev", device);
        ip("-n", machine, "addr", "add", address6 + "/64", "dev", device, "nodad");
        ip("-n", machine, "link", "set", device, "up");
    }

    /** The command, run on the machine that everybody may reach. */
    List<String> outer(List<String> command) {
        return in(outer, command.toArray(String[]::new));
    }

    /** The command, run on the machine behind the router. */
    List<String> inner(List<String> command) {
        return in(inner, command.toArray(String[]::new));
    }

    /** The command, run on the router, past which all comes. */
    List<String> router(String... command) {
        return in(router, command);
    }

    private static List<String> in(String machine, String... command) {
        return Stream.concat(Stream.of("ip", "netns", "exec", machine), Stream.of(command))
                .toList();
    }

    private static void ip(String... arguments) {
        run(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList(), "");
    }

    private static void run(List<String> command, String input) {
        assertThat(succeeds(command, input)).as("%s", command).isTrue();
    }

    static boolean succeeds(List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
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
            throw new IllegalStateException(e);
        }
    }

    /** Whoever still runs there must have been ended before. */
    @Override
    public void close() {
        Stream.of(outer, router, inner).forEach(name -> succeeds(List.of("ip", "netns", "del", name), ""));
    }
}
