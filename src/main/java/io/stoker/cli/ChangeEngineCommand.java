package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Engines;
import io.stoker.cli.remote.Engines.Change;
import io.stoker.cli.remote.Output;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker drain} and {@code stoker resume}: whether engines get tasks. */
final class ChangeEngineCommand extends RemoteCommand {
    private final PositionalParamSpec id = ids("ENGINE...", "1..*", "The engines, by their ids.");
    private final Change change;

    private ChangeEngineCommand(RootCommand main, Change change, String description, String... footer) {
        super(main, change.word(), description, footer);
        this.change = change;
    }

    static CommandSpec drain(RootCommand main) {
        return new ChangeEngineCommand(
                        main,
                        Change.DRAIN,
                        "Give engines no more tasks: those that run end, and those that wait there run elsewhere.",
                        "  scripts/stoker drain 3          before its machine is taken away",
                        "  scripts/stoker resume 3         it gets tasks again")
                .allOfIt();
    }

    static CommandSpec resume(RootCommand main) {
        return new ChangeEngineCommand(
                        main, Change.RESUME, "Give engines tasks again after 'drain'.", "  scripts/stoker resume 3 4")
                .allOfIt();
    }

    private CommandSpec allOfIt() {
        return spec().addPositional(id);
    }

    @Override
    int run(Api api, Output output) {
        return new Engines(api, output).change(change, ids(id));
    }
}
