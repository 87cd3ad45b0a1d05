package io.stoker.cli;

import io.stoker.cli.remote.Rehearsal;
import io.stoker.cli.shell.Shell;
import io.stoker.node.Nodes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code stoker warm-up}: loads what nodes, commands over HTTP and the shell load, while the build records it for the class data archive.
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
            List.of("run", "a=10", "--push", "b=3", "--wait"),
            List.of("result", "1", "--timeout", "5m"),
            List.of("tasks", "--state", "failed"),
            List.of("status"),
            List.of("shell", "-c", "1"));

    @Override
    public Integer call() {
        for (List<String> words : COMMANDS) {
            String[] line = words.toArray(String[]::new);
            RootCommand.commandLine(line).parseArgs(line);
        }
        Nodes.warmUp(main.profile(), Rehearsal::run);
        Shell.warmUp(main.profile());
        return 0;
    }
}
