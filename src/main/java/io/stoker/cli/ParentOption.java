package io.stoker.cli;

import io.stoker.node.NodeException;
import io.stoker.node.PidFile;
import io.stoker.node.ProcessName;
import io.stoker.node.Profile;
import picocli.CommandLine.Model.OptionSpec;

/** Whether a launcher looks after this process. If not, the process sees to its own pid file. */
final class ParentOption {
    private final OptionSpec option = Options.flag("--parent-watch")
            .description("End when standard input ends. The launcher of 'stoker cluster' starts its children so.")
            .build();

    OptionSpec option() {
        return option;
    }

    boolean watch() {
        return Options.isSet(option);
    }

    /** Makes a process that a person started known to {@code stoker stop}. */
    void unlessWatched(Profile profile, ProcessName name) {
        if (watch()) {
            return;
        }
        PidFile file = profile.pidFile(name);
        file.readLive().ifPresent(other -> {
            throw new NodeException("a " + name + " is already running under profile '" + profile.name() + "' (pid "
                    + other.pid() + "): stop it with: " + profile.command("stop")
                    + ", or choose another with --profile NAME");
        });
        file.write(ProcessHandle.current());
        Runtime.getRuntime().addShutdownHook(new Thread(file::remove, "pid-file"));
    }
}
