package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.Tasks;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker retry}: submits tasks again. */
final class RetryCommand extends RemoteCommand {
    private final PositionalParamSpec id = ids("ID...", "1..*", "The tasks.");

    RetryCommand(RootCommand main) {
        super(
                main,
                "retry",
                "Submit tasks again as new tasks with the same source, values and options, and print their ids.",
                "  scripts/stoker retry 17 18",
                "  scripts/stoker tasks --state failed --since 1d --json | jq .id | xargs scripts/stoker retry");
    }

    CommandSpec spec() {
        return super.spec().addPositional(id);
    }

    @Override
    int run(Api api, Output output) {
        return new Tasks(api, output).retry(ids(id));
    }
}
