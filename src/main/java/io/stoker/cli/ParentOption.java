package io.stoker.cli;

import io.stoker.node.NodeException;
import io.stoker.node.NodeStart;
import io.stoker.node.ParentWatch;
import io.stoker.node.PidFile;
import io.stoker.node.ProcessName;
import io.stoker.node.Profile;
import io.stoker.node.ProfileLock;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;

/** Whether a launcher looks after this process. If not, the process sees to its own pid file. */
final class ParentOption {
    private final OptionSpec option;

    private ParentOption(String description) {
        option = Options.flag("--parent-watch").description(description).build();
    }

    /** For the commands that a launcher starts. */
    static ParentOption ofNode() {
        return new ParentOption(
                "Read settings from standard input, and end when it ends. The launcher of 'stoker cluster' "
                        + "starts its children this way.");
    }

    /** For the launcher itself. */
    static ParentOption ofLauncher() {
        return new ParentOption("End when standard input ends, for a program that starts its own cluster.");
    }

    OptionSpec option() {
        return option;
    }

    boolean watch() {
        return Options.isSet(option);
    }

    /**
     * How the process came to be. One that a person started becomes known to {@code stoker stop}.
     *
     * @param options what the command line sets
     */
    NodeStart start(Profile profile, ProcessName name, Map<String, String> options) {
        if (watch()) {
            return NodeStart.byLauncher(ParentWatch.ofLauncher());
        }
        NodeStart start = NodeStart.byPerson(profile, options);
        claim(profile, name);
        return start;
    }

    private static void claim(Profile profile, ProcessName name) {
        profile.create();
        if (name.equals(ProcessName.CONTROLLER)) {
            var unused = ProfileLock.take(profile, name); // until this process ends
        }
        PidFile file = profile.pidFile(name);
        if (file.isHeld()) {
            throw new NodeException(name + " is already running under profile '" + profile.name()
                    + "': stop it with: " + profile.command("stop")
                    + ", where it runs, or choose another with --profile NAME");
        }
        file.hold();
        Runtime.getRuntime().addShutdownHook(new Thread(file::remove, "pid-file"));
    }
}
