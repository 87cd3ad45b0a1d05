package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.Watch;
import java.time.InstantSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code stoker watch}: how a cluster stands, again and again. */
final class WatchCommand extends RemoteCommand {
    private final OptionSpec times = Options.number("N", "--times")
            .defaultValue(String.valueOf(Integer.MAX_VALUE))
            .description("End after so many looks (default: only Ctrl-C ends it).")
            .build();

    WatchCommand(RootCommand main) {
        super(
                main,
                "watch",
                "Show once a second what a cluster does: its tasks, its engines and what they run, and what has failed last."
                        + " On a terminal it takes the whole screen; elsewhere it prints lines.",
                "  scripts/stoker watch",
                "  scripts/stoker watch --times 60 >> cluster.txt");
    }

    CommandSpec spec() {
        return spec(times);
    }

    @Override
    int run(Api api, Output output) {
        boolean isPage = output.isTerminal() && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
        return new Watch(api, output, InstantSource.system()).run(new Checks(spec).atLeastOne(times), isPage);
    }
}
