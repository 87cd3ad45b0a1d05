package io.stoker.cli;

import io.stoker.cli.shell.Shell;
import io.stoker.client.Terminals;
import io.stoker.node.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code stoker shell}: Groovy with a cluster at hand. */
final class ShellCommand implements Callable<Integer> {
    private final OptionSpec code =
            Options.text("-c", "CODE").description("Run this code and exit.").build();
    private final PositionalParamSpec what = PositionalParamSpec.builder()
            .type(String[].class)
            .arity("0..2")
            .index("0..*")
            .paramLabel("[HOST:PORT] [FILE]")
            .hideParamSyntax(true)
            .description("HOST:PORT is the controller's address, if it is not that of the profile. FILE is a "
                    + "script to run instead of an interactive session.")
            .build();
    private final OptionSpec connectTimeout = Options.connectTimeout();
    private final OptionSpec join = Options.join("client");
    private final OptionSpec config = Options.config();
    private final CommandSpec spec = Options.command(
            "shell",
            this,
            "An interactive Groovy shell for a cluster. Predefined are client, which makes tasks and connections like IPython1's module "
                    + "of that name, stoker, the connection to the profile's cluster, and tc and mec, its Task and "
                    + "MultiEngine interfaces. %%px CODE executes on all engines, %%autopx sends them every following line, "
                    + "%%result shows their results. Without a terminal, the shell runs the script on standard input, up to its first error.");
    private final RootCommand main;

    ShellCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        spec.usageMessage()
                .footer(
                        "  scripts/stoker shell                              In [1]: t1 = client.Task('a=10')",
                        "                                                    In [2]: tc.run(t1)",
                        "                                                    Out[2]: 0",
                        "                                                    In [3]: %%px println 'on ' + id",
                        "                                                    [0:stdout] on 0",
                        "  scripts/stoker shell localhost:10113              the cluster at this address",
                        "  scripts/stoker shell --join client.join           a cluster on another machine",
                        "  scripts/stoker shell sweep.groovy                 run a script",
                        "  scripts/stoker shell -c 'println tc.queueStatus()'",
                        "  echo 'println stoker.engines()' | scripts/stoker shell",
                        "  scripts/stoker shell --connect-timeout 2m         when the machine is busy");
        Stream.of(code, connectTimeout, join, config).forEach(spec::addOption);
        spec.addPositional(what);
        return spec;
    }

    @Override
    public Integer call() {
        Optional<HostPort> address = Optional.empty();
        Optional<Path> file = Optional.empty();
        for (String word : words()) {
            if (address.isEmpty() && file.isEmpty() && isAddress(word)) {
                address = Optional.of(address(word));
            } else if (file.isEmpty()) {
                file = Optional.of(Path.of(word));
            } else {
                throw new ParameterException(spec.commandLine(), "'" + word + "' is one argument too many");
            }
        }
        String given = code.getValue();
        if (given != null && file.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-c CODE cannot be combined with a FILE, and '" + file.get()
                            + "' is taken as a FILE because it is not HOST:PORT, as in localhost:10113");
        }
        Shell shell = new Shell(
                main.profile(), address, Options.clientSettings(config, connectTimeout, join), main.verbose());
        if (given != null) {
            return shell.run(given);
        }
        return file.map(shell::run).orElseGet(() -> Terminals.hasConsole() ? shell.converse() : shell.runInput());
    }

    private String[] words() {
        String[] words = what.getValue();
        return words == null ? new String[0] : words;
    }

    private HostPort address(String word) {
        try {
            return HostPort.parse(word);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static boolean isAddress(String word) {
        return word.matches(".+:\\d+") && !Files.exists(Path.of(word));
    }
}
