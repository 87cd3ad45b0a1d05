package io.stoker.cli;

import io.stoker.node.EngineOptions;
import io.stoker.node.HostPort;
import io.stoker.node.NodeStart;
import io.stoker.node.Nodes;
import io.stoker.node.Profile;
import io.stoker.trust.JoinCredentials;
import io.stoker.trust.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code stoker engine}: engines in this process. */
final class EngineCommand implements Callable<Integer> {
    private final OptionSpec controller = OptionSpec.builder("--controller")
            // One option with one value, which is a list: repeating it is a mistake.
            .type(Object.class)
            .converters(EngineCommand::addresses)
            .paramLabel("HOST:PORT")
            .description("The address of the controller; if several share a ledger, one of them, or all, separated by"
                    + " commas (default: what the join file says, or stoker.bootstrap finds).")
            .build();
    private final OptionSpec join = Options.join("engine");
    private final OptionSpec host = Options.text("--host", "HOST")
            .defaultValue("")
            .description(
                    Options.LISTEN + " (default: the address of this machine from which the controller is reached).")
            .build();
    private final OptionSpec port = Options.number("PORT", "--port")
            .defaultValue("0")
            .description("The port to listen on; 0, the default, for any free one.")
            .build();
    private final OptionSpec advertise = Options.advertise("10120");
    private final OptionSpec engines = Options.number("N", "-n", "--engines")
            .defaultValue("1")
            .description("How many engines share this process (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec id = OptionSpec.builder("--id")
            .type(Integer.class)
            .paramLabel("N")
            .description(
                    "The id to ask for, which the engine gets unless another engine has it (default: the lowest free one).")
            .build();
    private final OptionSpec classPath = Options.classPathOption();
    private final OptionSpec prelude = Options.prelude();
    private final OptionSpec config = Options.config();
    private final CommandSpec spec = Options.command(
            "engine", this, "Run one engine or several in this process, for a controller that is running.");
    private final RootCommand main;

    EngineCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        Options.tellExits(spec, EngineOptions.exitCodes());
        spec.usageMessage()
                .footer(
                        "  scripts/stoker engine --controller localhost:10113    joins and works until Ctrl-C; reconnects",
                        "                                                        by itself after the",
                        "                                                        controller was away",
                        "  scripts/stoker engine --controller localhost:10113 -n 16",
                        "                                                        sixteen engines that share a JVM",
                        "  scripts/stoker engine --controller one:10113,two:10113",
                        "                                                        two controllers on one ledger",
                        "  scripts/stoker engine --join lab-3.join               on another machine, with the file of",
                        "                                                        stoker join-token --role engine");
        Stream.of(controller, join, host, port, advertise, engines, id, classPath, prelude, config)
                .forEach(spec::addOption);
        return spec;
    }

    /** Those in a text, separated by commas. */
    static List<HostPort> addresses(String text) {
        return Stream.of(text.split(",", -1)).map(RootCommand::hostPort).toList();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(Options.settings(config, prelude));
        if (id.getValue() != null) {
            settings.put("stoker.engine.preferred-id", String.valueOf(new Checks(spec).atLeastZero(id)));
        }
        return settings;
    }

    /** The file of the option or the environment, looked at before anything is started. */
    private Optional<JoinCredentials> joinFile() {
        String given = join.getValue();
        Optional<Path> file =
                given == null ? JoinCredentials.ofEnvironment(System.getenv()) : Optional.of(Path.of(given));
        String origin = given == null ? JoinCredentials.VARIABLE : "--join";
        return file.map(path -> JoinCredentials.read(path, origin, Set.of(Role.ENGINE), Instant.now()));
    }

    /** None if they are to be found by Akka Discovery. */
    private List<HostPort> controllers(Optional<JoinCredentials> joinFile, Profile profile) {
        List<HostPort> given = controller.getValue();
        if (given != null) {
            return given;
        }
        if (Nodes.findControllers(NodeStart.byPerson(profile, settings()))) {
            requireHost();
            return List.of();
        }
        if (joinFile.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say where the controller is: --controller HOST:PORT on its own machine, --join FILE on another");
        }
        return joinFile.get().addresses().stream().map(HostPort::parse).toList();
    }

    /** Which address of this machine leads to a controller cannot be known before one is found. */
    private void requireHost() {
        if (host.getValue().equals("")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "with stoker.bootstrap.method, say at which address of this machine to listen: --host ADDRESS");
        }
    }

    @Override
    public Integer call() {
        Options.classPath(classPath).requireIn(System.getProperty("java.class.path"));
        Profile profile = main.profile();
        Optional<JoinCredentials> joinFile = joinFile();
        EngineOptions options = new EngineOptions(
                profile,
                controllers(joinFile, profile),
                joinFile.map(JoinCredentials::file).orElse(null),
                new Checks(spec).listening(host, port, advertise),
                new Checks(spec).perNode(engines),
                StartByPerson.ofEngine(profile, settings()).forEngines());
        return Nodes.runEngine(options);
    }
}
