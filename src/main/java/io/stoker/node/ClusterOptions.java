package io.stoker.node;

import io.stoker.task.StokerException;
import io.stoker.wire.Endpoint;
import io.stoker.wire.Hosts;
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
 * @param listening where the controller listens, with port 0 at any free one; the engines listen on the same address
 * @param enginePort the port of the first JVM of engines, and each further one has the next; 0 for any free ones
 * @param managementPort the HTTP interface's port, 0 for any free one
 * @param engineHeap the heap of each JVM of engines, as in {@code 512m}
 * @param controllerHeap the heap of the controller's JVM
 * @param classPath what engines have on their class path behind Stoker's own
 * @param settings those of the nodes
 */
public record ClusterOptions(
        int engines,
        int perNode,
        Listening listening,
        int enginePort,
        int managementPort,
        String engineHeap,
        String controllerHeap,
        EngineClassPath classPath,
        GivenSettings settings) {
    /** Where all processes of one machine's cluster listen, if nothing else is said. */
    public static final String HOST = "127.0.0.1";

    private static final int LAST_PORT = 65535;

    /** @throws StokerException if others could not reach the cluster's processes */
    public ClusterOptions {
        listening.endpoint();
        if (enginePort > 0 && enginePort + (engines + perNode - 1) / perNode - 1 > LAST_PORT) {
            throw new NodeException(
                    "there are not enough ports from " + enginePort + " to " + LAST_PORT + " for the JVMs of " + engines
                            + " engines: choose a smaller --engine-port, or more engines in each (--per-node)");
        }
    }

    /** The controller's port, 0 for any free one. */
    int port() {
        return listening.port();
    }

    /** Where others will reach the controller; with port 0 that is known once it listens. */
    public HostPort controller() {
        Endpoint endpoint = listening.endpoint();
        return new HostPort(endpoint.host(), endpoint.port());
    }

    /** Where the JVM of engines of this number listens, counted from 0. */
    Listening engines(int node) {
        String advertise = listening.advertise().isEmpty()
                ? ""
                : Hosts.bracketed(listening.endpoint().host());
        return new Listening(listening.host(), enginePort == 0 ? 0 : enginePort + node, advertise);
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
        requireFree("--port", port());
        requireFree("--management-port", managementPort);
    }

    private void requireFree(String option, int port) {
        String host = listening.endpoint().bindHost();
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new NodeException(
                    "cannot listen at " + new HostPort(host, port) + " (" + e.getMessage()
                            + "): choose another port with " + option + ", or any free one with " + option + " 0",
                    e);
        }
    }

    /** All but the settings, as the arguments that follow {@code stoker cluster}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "-n", Integer.toString(engines),
                "--per-node", Integer.toString(perNode),
                "--host", listening.host(),
                "--port", Integer.toString(port()),
                "--advertise", listening.advertise(),
                "--engine-port", Integer.toString(enginePort),
                "--management-port", Integer.toString(managementPort),
                "--engine-heap", engineHeap,
                "--controller-heap", controllerHeap));
        arguments.addAll(classPath.arguments());
        return arguments;
    }
}
