package io.stoker.cli;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.client.Clusters;
import io.stoker.client.Stoker;
import io.stoker.examples.Example;
import io.stoker.examples.Examples;
import io.stoker.node.ClientKeys;
import io.stoker.node.HostPort;
import io.stoker.node.LogTarget;
import io.stoker.node.NoClusterException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code stoker example}: runs the programs of {@code io.stoker.examples}, each of which is a command below this one.
 */
final class ExampleCommand implements Callable<Integer> {
    private static final int ENGINES = 4;

    private final PositionalParamSpec unknown = PositionalParamSpec.builder()
            .type(String[].class)
            .arity("0..*")
            .paramLabel("NAME")
            .hidden(true)
            .build();
    private final CommandSpec spec = Options.command(
            "example",
            this,
            "Run one of the examples: on the cluster of the profile, or, when none is running, on a temporary one with "
                    + ENGINES + " engines. Their sources, to copy from, are in "
                    + "src/main/java/io/stoker/examples.");
    private final RootCommand main;

    ExampleCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        spec.addPositional(unknown);
        spec.parser().unmatchedOptionsArePositionalParams(true); // of an example that is not there
        spec.usageMessage()
                .commandListHeading("%nThe examples:%n")
                .footer(
                        "  scripts/stoker example hello-world",
                        "  scripts/stoker example task-profiler -n 1000 -T 0.05",
                        "  scripts/stoker example task-profiler --help          its options");
        Examples.all()
                .forEach(example ->
                        spec.addSubcommand(example.name(), new CommandLine(command(example), Options.FACTORY)));
        return spec;
    }

    private CommandSpec command(Example example) {
        OptionSpec connectTimeout = Options.connectTimeout();
        OptionSpec join = Options.join("client");
        OptionSpec config = Options.config();
        CommandSpec command = Options.command(
                example.name(),
                () -> run(example, Options.clientSettings(config, connectTimeout, join)),
                example.about());
        example.options().forEach(command::addOption);
        command.addOption(connectTimeout).addOption(join).addOption(config);
        command.usageMessage().footer("  scripts/stoker example " + example.name());
        return command;
    }

    /** Without a name there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        String[] words = unknown.getValue();
        if (words != null) {
            String names = Examples.all().stream().map(Example::name).collect(Collectors.joining(", "));
            throw new ParameterException(line, "there is no example '" + words[0] + "'; there are " + names);
        }
        line.usage(line.getOut());
        return 0;
    }

    private int run(Example example, Map<String, String> settings) throws IOException {
        List<HostPort> running = running(settings);
        if (running.isEmpty()) {
            runAlone(example, settings);
            return 0;
        }
        LogTarget.toFile(main.profile());
        List<Clusters.HostAndPort> controllers = running.stream()
                .map(each -> new Clusters.HostAndPort(each.host(), each.port()))
                .toList();
        try (Stoker stoker = Stoker.connect(controllers, ClientKeys.withJoin(main.profile(), settings))) {
            example.runAsGuest(stoker);
        }
        return 0;
    }

    private List<HostPort> running(Map<String, String> settings) {
        try {
            return ClientKeys.controllers(main.profile(), settings);
        } catch (NoClusterException e) {
            return List.of();
        }
    }

    private void runAlone(Example example, Map<String, String> settings) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("No cluster is running under profile '" + main.profile().name() + "': starting one with " + ENGINES
                + " engines for this example.");
        out.flush();
        OwnCluster cluster = OwnCluster.start(ENGINES, settings, () -> {});
        try (cluster;
                Stoker stoker = cluster.connect(cluster.awaitReady(), settings)) {
            stoker.waitForEngines(ENGINES, OwnCluster.READY_WITHIN);
            example.run(stoker);
        } catch (RuntimeException e) {
            out.println("The logs of that cluster are in " + cluster.logs());
            out.flush();
            throw e;
        }
        cluster.removeFiles();
        out.println("That cluster has ended.");
        out.flush();
    }
}
