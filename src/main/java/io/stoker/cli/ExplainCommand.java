package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.Tasks;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker explain}: why a task stands where it does. */
final class ExplainCommand extends RemoteCommand {
    private final PositionalParamSpec id = ids("ID", "1", "The task.");
    private final OptionSpec stack = Options.flag("--stack")
            .description("Also the stack of its thread, if it runs.")
            .build();

    ExplainCommand(RootCommand main) {
        super(
                main,
                "explain",
                "Explain why a task waits, runs or has ended as it has, with the story of its attempts.",
                "  scripts/stoker explain 17",
                "  scripts/stoker explain 17 --stack        and what it does at this moment");
    }

    CommandSpec spec() {
        return spec(stack).addPositional(id);
    }

    @Override
    int run(Api api, Output output) {
        return new Tasks(api, output).explain(ids(id).get(0), Options.isSet(stack));
    }
}
