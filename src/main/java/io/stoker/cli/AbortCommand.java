package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.Tasks;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker abort}: ends tasks. */
final class AbortCommand extends RemoteCommand {
    private final PositionalParamSpec id = ids("ID...", "1..*", "The tasks.");
    private final OptionSpec interrupt = Options.flag("--interrupt")
            .description("Interrupt an attempt that runs; without, it runs to its end, and its result is dropped.")
            .build();

    AbortCommand(RootCommand main) {
        super(
                main,
                "abort",
                "Abort tasks.",
                "  scripts/stoker abort 17 18",
                "  scripts/stoker abort 17 --interrupt",
                "  scripts/stoker tasks --label sweep=7 --state unfinished --json | jq .id | xargs scripts/stoker abort");
    }

    CommandSpec spec() {
        return spec(interrupt).addPositional(id);
    }

    @Override
    int run(Api api, Output output) {
        return new Tasks(api, output).abort(ids(id), Options.isSet(interrupt));
    }
}
