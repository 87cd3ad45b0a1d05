package io.stoker.node;

import io.stoker.wire.InstanceKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs of a cluster's nodes.
 *
 * <p>Their flags, which are measured, and the reasons for them are in the distribution's {@code conf/jvm}, from where
 * {@code scripts/stoker} takes them as well.
 */
public final class NodeJvm implements ChildCommands {
    /** Tells a node where its launcher is to be heard, if that is not standard input. */
    static final String INPUT_VARIABLE = "STOKER_PARENT_INPUT";

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final String MOVED_INPUT = "exec 3<&0 </dev/null; " + INPUT_VARIABLE + "=" + DESCRIPTORS
            + "/3; export " + INPUT_VARIABLE + "; exec \"$@\"";

    private final JavaRuntime java;
    private final Profile profile;
    private final ClusterOptions options;
    private final List<String> controllerFlags;
    private final List<String> engineFlags;

    /** @throws NodeException if the files of flags are not there */
    public NodeJvm(JavaRuntime java, Profile profile, ClusterOptions options) {
        this.java = java;
        this.profile = profile;
        this.options = options;
        this.controllerFlags = java.flags("all.args", "tls.args", "node.args", "controller.args", "controller.json");
        this.engineFlags = java.flags("all.args", "tls.args", "node.args", "engine.args", "engine.json");
    }

    @Override
    public ChildCommand controller(int port, int managementPort) {
        return node(
                java,
                controllerFlags,
                options.controllerHeap(),
                List.of(
                        "controller",
                        "--host",
                        options.listening().host(),
                        "--port",
                        Integer.toString(port),
                        "--advertise",
                        options.listening().advertise(),
                        "--management-port",
                        Integer.toString(managementPort)),
                options.settings(),
                null);
    }

    @Override
    public ChildCommand engines(int first, int count, InstanceKey key, HostPort controller) {
        Listening listening = options.engines(first / options.perNode());
        return node(
                java.with(options.classPath()),
                engineFlags,
                options.engineHeap(),
                List.of(
                        "engine",
                        "--controller",
                        controller.toString(),
                        "--host",
                        listening.host(),
                        "--port",
                        Integer.toString(listening.port()),
                        "--advertise",
                        listening.advertise(),
                        "-n",
                        Integer.toString(count)),
                options.settings().forEngines().orElse("stoker.engine.preferred-id", Integer.toString(first)),
                key);
    }

    private ChildCommand node(
            JavaRuntime itsJava,
            List<String> itsFlags,
            String heap,
            List<String> command,
            GivenSettings settings,
            @Nullable InstanceKey key) {
        List<String> flags = new ArrayList<>(itsFlags);
        flags.add("-Xmx" + heap);
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of("--profile", profile.name()));
        return new ChildCommand(withEmptyInput(itsJava.node(flags, arguments)), settings, key);
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
