package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Engines;
import io.stoker.cli.remote.Output;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker engines}: a list of engines, or all of one. */
final class EnginesCommand extends RemoteCommand {
    private final PositionalParamSpec id =
            ids("[ID]", "0..1", "One engine, of which the properties are shown, and what it runs.");

    EnginesCommand(RootCommand main) {
        super(
                main,
                "engines",
                "List the engines.",
                "  scripts/stoker engines            all of them",
                "  scripts/stoker engines 3          one of them, and what it runs",
                "  scripts/stoker engines --json");
    }

    CommandSpec spec() {
        return super.spec().addPositional(id);
    }

    @Override
    int run(Api api, Output output) {
        Engines engines = new Engines(api, output);
        List<Long> given = ids(id);
        return given.isEmpty() ? engines.list() : engines.show(given.get(0));
    }
}
