package io.stoker.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The JVMs of a cluster's nodes.
 *
 * <p>The flags are measured: small stacks and code cache, a serial collector for few cores, and counted loops that stop
 * for it (without those, one busy loop held up a node's heartbeats for seconds). A controller that is out of memory
 * ends rather than go on half alive; in an engine it is mostly a task that is, which is that task's failure alone.
 * There, classes of finished scripts go at once instead of filling the heap.
 */
public final class NodeJvm implements ChildCommands {
    private static final List<String> FLAGS = List.of(
            "-Xms32m",
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+UseCountedLoopSafepoints",
            "-XX:LoopStripMiningIter=1000");
    private static final List<String> CONTROLLER_FLAGS = List.of("-XX:+ExitOnOutOfMemoryError");
    private static final List<String> ENGINE_FLAGS =
            List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-XX:MaxMetaspaceSize=256m");

    /** Tells a node where its launcher is to be heard, if that is not standard input. */
    static final String INPUT_VARIABLE = "STOKER_PARENT_INPUT";

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final String MOVED_INPUT = "exec 3<&0 </dev/null; " + INPUT_VARIABLE + "=" + DESCRIPTORS
            + "/3; export " + INPUT_VARIABLE + "; exec \"$@\"";

    private final JavaRuntime java;
    private final Profile profile;
    private final ClusterOptions options;

    public NodeJvm(JavaRuntime java, Profile profile, ClusterOptions options) {
        this.java = java;
        this.profile = profile;
        this.options = options;
    }

    @Override
    public ChildCommand controller(int port, int managementPort) {
        return node(
                options.controllerHeap(),
                CONTROLLER_FLAGS,
                List.of(
                        "controller",
                        "--host",
                        ClusterOptions.HOST,
                        "--port",
                        Integer.toString(port),
                        "--management-port",
                        Integer.toString(managementPort)),
                options.settings());
    }

    @Override
    public ChildCommand engine(UUID instance, HostPort controller) {
        return node(
                options.engineHeap(),
                ENGINE_FLAGS,
                List.of(
                        "engine",
                        "--controller",
                        controller.toString(),
                        "--host",
                        ClusterOptions.HOST,
                        "--instance",
                        instance.toString()),
                options.settings().forEngines());
    }

    private ChildCommand node(String heap, List<String> moreFlags, List<String> command, GivenSettings settings) {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("-Xmx" + heap);
        flags.addAll(moreFlags);
        List<String> arguments = new ArrayList<>(List.of("--profile", profile.name()));
        arguments.addAll(command);
        arguments.add("--parent-watch");
        return new ChildCommand(withEmptyInput(java.stoker(flags, arguments)), settings);
    }

    /**
     * The same process, in the end, but that its standard input is empty and the launcher's words come on another
     * descriptor. Otherwise what user code starts with {@code inheritIO()} would read those, and wait for more.
     */
    private static List<String> withEmptyInput(List<String> command) {
        if (!Files.isExecutable(SHELL) || !Files.isDirectory(DESCRIPTORS)) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of(SHELL.toString(), "-c", MOVED_INPUT, "stoker"));
        whole.addAll(command);
        return whole;
    }
}
