package io.stoker.cli;

import io.stoker.cli.shell.Shell;
import io.stoker.node.Nodes;
import io.stoker.node.Profile;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code stoker warm-up}: loads what nodes, commands over HTTP and the shell load, while the build records it for the
 * class data archive.
 */
final class WarmUpCommand implements Callable<Integer> {
    private final RootCommand main;

    WarmUpCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        CommandSpec spec = Options.command(
                "warm-up", this, "Load the classes of nodes, commands and the shell, for the class data archive.");
        spec.usageMessage().hidden(true);
        return spec;
    }

    /** As people type them. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("cluster", "-n", "2"),
            List.of("controller", "--port", "1"),
            List.of("engine", "--controller", "localhost:1"),
            List.of("shell", "-c", "1"));

    /** They ask a cluster that runs. */
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("run", "println a; b = a", "--push", "a=1", "--pull", "b", "--wait"),
            List.of("result", "0", "--json"),
            List.of("engines"),
            List.of("status"));

    @Override
    public Integer call() {
        for (List<String> words : COMMANDS) {
            String[] line = words.toArray(String[]::new);
            RootCommand.commandLine(line).parseArgs(line);
        }
        Nodes.warmUp(main.profile(), WarmUpCommand::ask);
        Shell.warmUp(main.profile());
        return 0;
    }

    private static void ask(Profile profile) {
        for (List<String> words : QUESTIONS) {
            String[] line = Stream.concat(Stream.of(RootCommand.PROFILE, profile.name()), words.stream())
                    .toArray(String[]::new);
            int code = RootCommand.commandLine(line).execute(line);
            if (code != 0) {
                throw new IllegalStateException("stoker " + String.join(" ", line) + " has ended with " + code);
            }
        }
    }
}
