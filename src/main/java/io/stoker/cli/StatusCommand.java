package io.stoker.cli;

import io.stoker.node.ClusterStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stoker status}: how a cluster is reached. */
final class StatusCommand implements Callable<Integer> {
    private final RootCommand main;

    StatusCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        CommandSpec spec = Options.command(
                "status",
                this,
                "Tell whether a cluster of this machine is ready, where it listens, and how to look at it over HTTP. The exit "
                        + "code is 1 if it is not ready.");
        spec.usageMessage()
                .footer(
                        "  scripts/stoker status                   the default cluster",
                        "  scripts/stoker --profile test status    another one");
        return spec;
    }

    @Override
    public Integer call() {
        return ClusterStatus.print(main.profile(), System.out);
    }
}
