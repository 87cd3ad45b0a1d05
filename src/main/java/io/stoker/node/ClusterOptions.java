package io.stoker.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code stoker cluster} starts.
 *
 * @param engines how many engines, 0 for a controller alone
 * @param perNode how many engines share a JVM, at least one; the last JVM may have fewer
 * @param port the controller's port, 0 for any free one
 * @param managementPort the HTTP interface's port, 0 for any free one
 * @param engineHeap the heap of each JVM of engines, as in {@code 512m}
 * @param controllerHeap the heap of the controller's JVM
 * @param classPath what engines have on their class path behind Stoker's own
 * @param settings those of the nodes
 */
public record ClusterOptions(
        int engines,
        int perNode,
        int port,
        int managementPort,
        String engineHeap,
        String controllerHeap,
        EngineClassPath classPath,
        GivenSettings settings) {
    /** Where all processes of one machine's cluster listen. */
    public static final String HOST = "127.0.0.1";

    /** Where the controller will listen; with port 0 that is known once it does. */
    public HostPort controller() {
        return new HostPort(HOST, port);
    }

    /** The first JVM of engines. */
    ProcessName firstEngines() {
        return ProcessName.engines(0, enginesOf(0));
    }

    /** How many JVMs of engines there are. */
    int nodes() {
        return (engines + perNode - 1) / perNode;
    }

    /** How many engines the JVM of this number has, counted from 0. */
    int enginesOf(int node) {
        return Math.min(perNode, engines - node * perNode);
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

    /** All but the settings, as the arguments that follow {@code stoker cluster}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "-n", Integer.toString(engines),
                "--per-node", Integer.toString(perNode),
                "--port", Integer.toString(port),
                "--management-port", Integer.toString(managementPort),
                "--engine-heap", engineHeap,
                "--controller-heap", controllerHeap));
        arguments.addAll(classPath.arguments());
        return arguments;
    }
}
