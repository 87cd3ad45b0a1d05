package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.Output;
import io.stoker.cli.remote.Submission;
import io.stoker.cli.remote.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker run}: submits a task. */
final class RunCommand extends RemoteCommand {
    private final PositionalParamSpec source = PositionalParamSpec.builder()
            .type(String.class)
            .arity("0..1")
            .index("0")
            .paramLabel("SOURCE")
            .description("What the task executes; - reads it from standard input.")
            .build();
    private final OptionSpec file = Options.text("--file", "FILE")
            .description("A file with the source.")
            .build();
    private final OptionSpec push = texts("--push", "NAME=VALUE")
            .description("A variable that the task has. JSON where it is that, as b=3 or b='[1,2]', and else a text;"
                    + " b=@FILE takes the JSON of a file. May be repeated.")
            .build();
    private final OptionSpec pull = texts("--pull", "NAME")
            .description("A variable that comes back with the result. May be repeated.")
            .build();
    private final OptionSpec label = texts("--label", "KEY=VALUE")
            .description("A label, by which the task is found later. May be repeated.")
            .build();
    private final OptionSpec name = Options.text("--name", "NAME")
            .description("What the task is called.")
            .build();
    private final OptionSpec retries = Options.number("N", "--retries")
            .defaultValue("0")
            .description("How often it runs again if it fails (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec depend = Options.text("--depend", "CONDITION")
            .description("Which engines may run it, as 'heap > 2**30'.")
            .build();
    private final OptionSpec key = Options.text("--key", "KEY")
            .description("The same submission under the same key is accepted only once (default: a new key).")
            .build();
    private final OptionSpec wait = OptionSpec.builder("--wait")
            .type(boolean.class)
            .arity("0")
            .negatable(true)
            .defaultValue("false")
            .description(
                    "Wait for the end of the task, and print its output and what it pulls; without, its id is printed.")
            .build();
    private final OptionSpec timeout = timeout();

    RunCommand(RootCommand main) {
        super(
                main,
                "run",
                "Submit a task, over HTTP. It is in the ledger when its id is printed.",
                "  scripts/stoker run 'a=10'                                      prints its id",
                "  scripts/stoker run 'c=a*b' --push a=6 --push b=7 --pull c --wait",
                "  scripts/stoker run --file sweep.groovy --label sweep=7 --retries 2",
                "  echo 'println 17' | scripts/stoker run - --wait --timeout 90s",
                "  scripts/stoker run 'println host' --push hosts=@hosts.json --json");
    }

    CommandSpec spec() {
        return spec(file, push, pull, label, name, retries, depend, key, wait, timeout)
                .addPositional(source);
    }

    @Override
    int run(Api api, Output output) {
        int times = new Checks(spec).atLeastZero(retries);
        String body = read(() -> new Submission(
                        source(), values(push), values(pull), values(label), name.getValue(), times, depend.getValue())
                .json());
        Tasks tasks = new Tasks(api, output);
        boolean waits = Options.isSet(wait) || timeout.getValue() != null;
        return waits ? tasks.submitAndWait(body, key.getValue(), timeout(timeout)) : tasks.submit(body, key.getValue());
    }

    private String source() {
        String given = source.getValue();
        String from = file.getValue();
        if ((given == null) == (from == null)) {
            throw misused("either SOURCE or --file FILE says what the task executes");
        }
        if (from != null) {
            return Submission.read(Path.of(from));
        }
        return "-".equals(given) ? input() : String.valueOf(given);
    }

    private static String input() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read standard input: " + e.getMessage(), e);
        }
    }
}
