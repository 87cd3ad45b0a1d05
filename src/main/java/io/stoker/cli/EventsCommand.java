package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Events;
import io.stoker.cli.remote.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code stoker events}: what happens, as it happens. */
final class EventsCommand extends RemoteCommand {
    private final OptionSpec label = texts("--label", "KEY[=VALUE]")
            .description("Only those of tasks with this label. May be repeated.")
            .build();
    private final OptionSpec kind = texts("--kind", "KIND")
            .description("Only those of this kind. May be repeated.")
            .build();
    private final OptionSpec task = texts("--task", "ID")
            .description("Only those of this task. May be repeated.")
            .build();
    private final OptionSpec after = Options.text("--after", "ID")
            .defaultValue("")
            .description("Continue behind this event (default: with what happens from now on).")
            .build();
    private final OptionSpec limit = Options.number("N", "--limit")
            .defaultValue(String.valueOf(Integer.MAX_VALUE))
            .description("End after so many (default: only Ctrl-C ends it).")
            .build();

    EventsCommand(RootCommand main) {
        super(
                main,
                "events",
                "Print what happens to tasks and engines, as it happens, until Ctrl-C. It continues where it was when the"
                        + " controller is restarted.",
                "  scripts/stoker events",
                "  scripts/stoker events --label sweep=7 --json",
                "  scripts/stoker events --task 17 --after 4711.0 --limit 10");
    }

    CommandSpec spec() {
        return spec(label, kind, task, after, limit);
    }

    @Override
    int run(Api api, Output output) {
        List<Map.Entry<String, String>> conditions = new ArrayList<>();
        values(label).forEach(value -> conditions.add(Map.entry("label", value)));
        values(kind).forEach(value -> conditions.add(Map.entry("kind", value)));
        values(task).forEach(value -> conditions.add(Map.entry("task", value)));
        int most = new Checks(spec).atLeastOne(limit);
        return new Events(api, output, conditions, after.getValue(), most).print();
    }
}
