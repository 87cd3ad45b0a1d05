package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.Status;
import io.stoker.node.ConnectionFile;
import io.stoker.node.ConnectionInfo;
import io.stoker.node.Profile;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

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
        Profile profile = profile();
        return profile == null
                ? new Status(api, output).print(Map.of(), null)
                : new Status(api, output).print(about(profile), profile.command("link"));
    }

    private static Map<String, String> about(Profile profile) {
        ConnectionInfo connection = ConnectionFile.read(profile);
        Map<String, String> about = new LinkedHashMap<>();
        about.put("profile", profile.name() + ", " + profile.folder());
        about.put(
                "controller",
                connection.controller() + ", pid " + connection.pid() + ", version " + connection.version() + ", since "
                        + connection.started());
        about.put("ledger", connection.ledger());
        return about;
    }
}
