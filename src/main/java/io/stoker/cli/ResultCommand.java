package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.Tasks;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker result}: what has come of a task. */
final class ResultCommand extends RemoteCommand {
    private final PositionalParamSpec id = ids("ID", "1", "The task.");
    private final OptionSpec wait =
            Options.flag("--wait").description("Wait for its end.").build();
    private final OptionSpec timeout = timeout();

    ResultCommand(RootCommand main) {
        super(
                main,
                "result",
                "Print what a task has printed and pulled, and why it has failed. The exit code tells how it ended.",
                "  scripts/stoker result 17                     exit code 4 if it has not ended",
                "  scripts/stoker result 17 --wait              waits for it",
                "  scripts/stoker result 17 --timeout 5m --json");
    }

    CommandSpec spec() {
        return spec(wait, timeout).addPositional(id);
    }

    @Override
    int run(Api api, Output output) {
        Tasks tasks = new Tasks(api, output);
        long task = ids(id).get(0);
        boolean waits = Options.isSet(wait) || timeout.getValue() != null;
        return waits ? tasks.result(task, timeout(timeout)) : tasks.result(task);
    }
}
