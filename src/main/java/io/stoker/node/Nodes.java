package io.stoker.node;

/** Where the JVMs of a cluster begin: from here on Akka is loaded. Each call stays until its node has ended. */
public final class Nodes {
    private Nodes() {}

    /** Runs a controller in this JVM. */
    public static void runController(ControllerOptions options) {
        throw unwired();
    }

    /** Runs an engine in this JVM. */
    public static void runEngine(EngineOptions options) {
        throw unwired();
    }

    /** Does once what every node does at its start, so that its classes get into the class data archive. */
    public static void warmUp() {
        throw unwired();
    }

    private static UnsupportedOperationException unwired() {
        return new UnsupportedOperationException("wired by the node room's Akka half");
    }
}
