package io.stoker.cli;

import io.stoker.node.Stop;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stoker stop}: the end of a cluster. */
final class StopCommand implements Callable<Integer> {
    private final RootCommand main;

    StopCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        CommandSpec spec =
                Options.command("stop", this, "End the processes of a cluster: those in the pid files of its profile.");
        spec.usageMessage()
                .footer(
                        "  scripts/stoker stop                   the default cluster",
                        "  scripts/stoker --profile test stop    another one");
        return spec;
    }

    @Override
    public Integer call() {
        return Stop.run(main.profile(), System.out);
    }
}
