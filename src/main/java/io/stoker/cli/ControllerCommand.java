package io.stoker.cli;

import io.stoker.node.ControllerOptions;
import io.stoker.node.Nodes;
import io.stoker.node.ProcessName;
import io.stoker.node.Profile;
import io.stoker.trust.JoinCredentials;
import io.stoker.trust.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code stoker controller}: a controller in this process. */
final class ControllerCommand implements Callable<Integer> {
    private final OptionSpec host = Options.host();
    private final OptionSpec port = Options.port("--port", "10113", "Where the cluster finds it");
    private final OptionSpec advertise = Options.advertise("10113");
    private final OptionSpec managementPort = Options.port("--management-port", "8558", "Where HTTP is served");
    private final OptionSpec join = Options.text("--join", "FILE")
            .description(
                    "The file that makes it one more controller of a cluster whose keys are on another machine: stoker "
                            + "join-token --role controller makes it there (default: the keys of the profile).")
            .build();
    private final OptionSpec config = Options.config();
    private final CommandSpec spec = Options.command(
            "controller", this, "Run only a controller in this process, for engines that are started elsewhere.");
    private final RootCommand main;

    ControllerCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        Options.tellExits(spec, ControllerOptions.exitCodes());
        spec.usageMessage()
                .footer(
                        "  scripts/stoker controller                             at the default ports",
                        "  scripts/stoker engine --controller localhost:10113    then, for each engine",
                        "  scripts/stoker --profile test controller --port 0 --management-port 0",
                        "                                                        at free ports, written to the",
                        "                                                        connection file",
                        "  scripts/stoker controller --join second.join --host second.example.org",
                        "                                                        on another machine, to take over",
                        "                                                        when the first one dies; both have",
                        "                                                        their ledger in one PostgreSQL");
        Stream.of(join, host, port, advertise, managementPort, config).forEach(spec::addOption);
        return spec;
    }

    @Override
    public Integer call() {
        Checks checks = new Checks(spec);
        Profile profile = main.profile();
        String file = join.getValue();
        JoinCredentials joinFile = file == null
                ? null
                : JoinCredentials.read(Path.of(file), "--join", Set.of(Role.CONTROLLER), Instant.now());
        ControllerOptions options = new ControllerOptions(
                profile,
                joinFile,
                checks.listening(host, port, advertise),
                checks.port(managementPort),
                StartByPerson.of(profile, ProcessName.CONTROLLER, Options.settings(config)));
        return Nodes.runController(options);
    }
}
