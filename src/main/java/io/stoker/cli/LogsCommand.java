package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Logs;
import io.stoker.cli.remote.Output;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker logs}: the logs of a cluster of this machine, or what a task prints. */
final class LogsCommand extends RemoteCommand {
    private final PositionalParamSpec which = PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..2")
            .index("0..*")
            .paramLabel("[controller | launcher | engine N]")
            .hideParamSyntax(true)
            .description("Whose log (default: controller). The engines are counted as the launcher started them.")
            .build();
    private final OptionSpec follow = Options.flag("-f", "--follow")
            .description("Print what is added, until Ctrl-C, or until the task ends.")
            .build();
    private final OptionSpec lines = Options.number("N", "-n", "--lines")
            .defaultValue("50")
            .description("How many lines of the end of a log (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec task = OptionSpec.builder("--task")
            .type(Long.class)
            .paramLabel("ID")
            .description("What this task has printed, instead of a log.")
            .build();

    LogsCommand(RootCommand main) {
        super(
                main,
                "logs",
                "Print the end of a log of a profile, or the output of a task.",
                "  scripts/stoker logs                      the controller's",
                "  scripts/stoker logs -f engine 3",
                "  scripts/stoker logs launcher -n 200",
                "  scripts/stoker logs -f --task 17         what task 17 prints");
    }

    CommandSpec spec() {
        return spec(follow, lines, task).addPositional(which);
    }

    @Override
    int run(Api api, Output output) {
        List<String> words = which.getValue();
        Long id = task.getValue();
        boolean follows = Options.isSet(follow);
        int count = new Checks(spec).atLeastOne(lines);
        if (id != null && words != null) {
            throw misused("--task ID is instead of a log");
        }
        Logs logs = new Logs(output);
        if (id != null) {
            return logs.ofTask(api, id, follows);
        }
        if (profile() == null) {
            throw misused("logs are files of the cluster's machine: with --url there is only --task ID");
        }
        return logs.print(main.profile().logs(), words == null ? List.of() : words, count, follows);
    }
}
