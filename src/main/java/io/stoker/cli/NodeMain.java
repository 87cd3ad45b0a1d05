package io.stoker.cli;

import io.stoker.cli.StandardOutput.Loss;
import io.stoker.node.ControllerOptions;
import io.stoker.node.EngineOptions;
import io.stoker.node.HostPort;
import io.stoker.node.Listening;
import io.stoker.node.LogTarget;
import io.stoker.node.NodeStart;
import io.stoker.node.Nodes;
import io.stoker.node.ParentWatch;
import io.stoker.node.Profile;
import io.stoker.task.StokerException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node that a launcher starts. Its command line is written by {@link io.stoker.node.NodeJvm} alone, so that it needs
 * no parser for people, which would take a tenth of a node's start; {@code stoker controller} and {@code stoker engine}
 * do the same for people.
 */
public final class NodeMain {
    private static final int FAILED = 1;

    private NodeMain() {}

    /**
     * Runs the node and ends the JVM with its exit code, whatever happens: a node has threads that would stay.
     *
     * @param args {@code controller} or {@code engine}, and then names and values in turn
     */
    public static void main(String[] args) {
        LogTarget.toOutput();
        StandardOutput output = StandardOutput.install();
        output.onLoss(Loss.LEAVES_IT);
        System.exit(output.code(run(List.of(args))));
    }

    private static int run(List<String> words) {
        try {
            NodeStart start = NodeStart.byLauncher(ParentWatch.ofLauncher());
            Map<String, String> options = options(words);
            return words.get(0).equals("controller")
                    ? Nodes.runController(controller(options, start))
                    : Nodes.runEngine(engine(options, start));
        } catch (StokerException e) { // whose message is written to be read
            System.err.println("stoker: " + e.getMessage());
            return FAILED;
        } catch (Throwable e) {
            return Errors.fatal(e, System.err, true);
        }
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < words.size(); i += 2) {
            options.put(words.get(i), words.get(i + 1));
        }
        return options;
    }

    private static ControllerOptions controller(Map<String, String> options, NodeStart start) {
        return new ControllerOptions(
                profile(options),
                null,
                listening(options),
                Integer.parseInt(option(options, "--management-port")),
                start);
    }

    private static EngineOptions engine(Map<String, String> options, NodeStart start) {
        return new EngineOptions(
                profile(options),
                List.of(HostPort.parse(option(options, "--controller"))),
                null,
                listening(options),
                Integer.parseInt(option(options, "-n")),
                start);
    }

    private static Listening listening(Map<String, String> options) {
        return new Listening(
                option(options, "--host"), Integer.parseInt(option(options, "--port")), option(options, "--advertise"));
    }

    private static Profile profile(Map<String, String> options) {
        return Profile.named(option(options, RootCommand.PROFILE));
    }

    private static String option(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the launcher gave no " + name);
        }
        return value;
    }
}
