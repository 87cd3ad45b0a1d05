package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.Status;

/** {@code stoker status}: how a cluster stands, and how it is reached. */
final class StatusCommand extends RemoteCommand {
    StatusCommand(RootCommand main) {
        super(
                main,
                "status",
                "Tell whether a cluster serves, where it listens, what it does, and how to look at it over HTTP.",
                "  scripts/stoker status                   the default cluster",
                "  scripts/stoker --profile test status    another one");
    }

    @Override
    int run(Api api, Output output) {
        return new Status(api, output).print(profile());
    }
}
