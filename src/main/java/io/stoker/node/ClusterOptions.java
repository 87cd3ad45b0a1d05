package io.stoker.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code stoker cluster} starts.
 *
 * @param engines how many engines, 0 for a controller alone
 * @param port the controller's port, 0 for any free one
 * @param managementPort the HTTP interface's port, 0 for any free one
 * @param engineHeap the heap of each engine's JVM, as in {@code 512m}
 * @param controllerHeap the heap of the controller's JVM
 * @param config settings that go before those of {@code application.conf}, for controller and engines alike
 */
public record ClusterOptions(
        int engines,
        int port,
        int managementPort,
        String engineHeap,
        String controllerHeap,
        Map<String, String> config) {
    /** Where all processes of one machine's cluster listen. */
    public static final String HOST = "127.0.0.1";

    public ClusterOptions {
        config = Map.copyOf(config);
    }

    /** Where the controller will listen; with port 0 that is known once it does. */
    public HostPort controller() {
        return new HostPort(HOST, port);
    }

    /** Refuses, naming the option to change, when somebody listens at one of the ports already. */
    void requireFreePorts() {
        requireFree("--port", port);
        requireFree("--management-port", managementPort);
    }

    private static void requireFree(String option, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(HOST, port));
        } catch (IOException e) {
            throw new NodeException(
                    "cannot listen at " + new HostPort(HOST, port) + " (" + e.getMessage()
                            + "): choose another port with " + option + ", or any free one with " + option + " 0",
                    e);
        }
    }

    /** The settings as arguments of a command. */
    List<String> configArguments() {
        List<String> arguments = new ArrayList<>();
        new TreeMap<>(config).forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        return arguments;
    }

    /** All of it as the arguments that follow {@code stoker cluster}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "-n", Integer.toString(engines),
                "--port", Integer.toString(port),
                "--management-port", Integer.toString(managementPort),
                "--engine-heap", engineHeap,
                "--controller-heap", controllerHeap));
        arguments.addAll(configArguments());
        return arguments;
    }
}
