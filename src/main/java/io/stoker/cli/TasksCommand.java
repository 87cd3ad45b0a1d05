package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Durations;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.TaskList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code stoker tasks}: a list of tasks. */
final class TasksCommand extends RemoteCommand {
    private final OptionSpec label = texts("--label", "KEY[=VALUE]")
            .description("Only those with this label. May be repeated: they have all of them then.")
            .build();
    private final OptionSpec state = texts("--state", "STATE")
            .description(
                    "Only those in this state: unfinished, succeeded, failed, aborted or timed_out. May be repeated:"
                            + " they are in one of them then.")
            .build();
    private final OptionSpec name = Options.text("--name", "NAME")
            .description("Only those of this name.")
            .build();
    private final OptionSpec engine = Options.text("--engine", "ID")
            .description("Only those whose last attempt is or was there.")
            .build();
    private final OptionSpec user = Options.text("--user", "USER")
            .description("Only those that this user has submitted.")
            .build();
    private final OptionSpec host = Options.text("--host", "HOST")
            .description("Only those that were submitted from this host.")
            .build();
    private final OptionSpec since = Options.text("--since", "TIME")
            .description("Only those submitted since then: 2026-11-30T12:00:00Z, or how long ago, as 2h or 7d.")
            .build();
    private final OptionSpec before = Options.text("--before", "TIME")
            .description("Only those submitted before then.")
            .build();
    private final OptionSpec oldest =
            Options.flag("--oldest").description("The oldest first.").build();
    private final OptionSpec limit = Options.number("N", "--limit")
            .defaultValue("50")
            .description("How many at most (default: ${DEFAULT-VALUE}).")
            .build();

    TasksCommand(RootCommand main) {
        super(
                main,
                "tasks",
                "List tasks, the newest first.",
                "  scripts/stoker tasks --state failed --since 1d",
                "  scripts/stoker tasks --label sweep=7 --limit 1000",
                "  scripts/stoker tasks --state unfinished --json | jq .id");
    }

    CommandSpec spec() {
        return spec(label, state, name, engine, user, host, since, before, oldest, limit);
    }

    @Override
    int run(Api api, Output output) {
        Instant now = Instant.now();
        List<Map.Entry<String, String>> conditions = new ArrayList<>();
        add(conditions, "label", values(label));
        add(conditions, "state", values(state));
        add(conditions, "name", value(name));
        add(conditions, "engine", value(engine));
        add(conditions, "user", value(user));
        add(conditions, "host", value(host));
        add(conditions, "submittedSince", time(since, now));
        add(conditions, "submittedBefore", time(before, now));
        if (Options.isSet(oldest)) {
            conditions.add(Map.entry("order", "oldest"));
        }
        return new TaskList(api, output).print(conditions, new Checks(spec).atLeastOne(limit), now);
    }

    private static void add(List<Map.Entry<String, String>> conditions, String parameter, List<String> values) {
        values.forEach(value -> conditions.add(Map.entry(parameter, value)));
    }

    private static List<String> value(OptionSpec option) {
        String value = option.getValue();
        return value == null ? List.of() : List.of(value);
    }

    private List<String> time(OptionSpec option, Instant now) {
        return read(() -> value(option).stream()
                .map(text -> Durations.instant(text, now).toString())
                .toList());
    }
}
