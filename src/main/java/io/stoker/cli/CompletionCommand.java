package io.stoker.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stoker completion}: teaches bash and zsh the commands and options. */
final class CompletionCommand implements Callable<Integer> {
    private final CommandSpec spec = Options.command("completion", this, "Print a completion script for bash and zsh.");

    CommandSpec spec() {
        spec.usageMessage()
                .footer(
                        "  source <(scripts/stoker completion)                               for this terminal",
                        "  scripts/stoker completion >> ~/.local/share/bash-completion/completions/stoker",
                        "                                                                    for all new terminals");
        return spec;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(AutoComplete.bash("stoker", spec.root().commandLine()));
        out.flush();
        return 0;
    }
}
