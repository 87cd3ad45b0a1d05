package io.stoker.cli;

import io.stoker.cli.remote.Api;
import io.stoker.cli.remote.CallException;
import io.stoker.cli.remote.Durations;
import io.stoker.cli.remote.ExitCodes;
import io.stoker.cli.remote.Output;
import io.stoker.client.Terminals;
import io.stoker.node.HttpTarget;
import io.stoker.node.NodeException;
import io.stoker.node.Profile;
import io.stoker.trust.JoinCredentials;
import io.stoker.trust.KeyFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** A command that asks a running cluster over HTTP: which one, and in what form the answer is printed. */
abstract class RemoteCommand implements Callable<Integer> {
    private final OptionSpec url = Options.text("--url", "URL")
            .description(
                    "The HTTP interface of a cluster of another machine, as https://node7.example.org:8558, instead of"
                            + " the profile's. Needs --token.")
            .build();
    private final OptionSpec token = Options.text("--token", "FILE")
            .description("With --url: the file of a token, as tokens/read, submit or operate in the profile there.")
            .build();
    private final OptionSpec join = Options.text("--join", "FILE")
            .description("With --url: a join file of that cluster, by whose authority the controller is recognised"
                    + " (default: that which STOKER_JOIN names, or else the authorities that Java trusts).")
            .build();
    private final OptionSpec json = Options.flag("--json")
            .description("Print the documents of the HTTP API, each on one line.")
            .build();

    final RootCommand main;
    final CommandSpec spec;

    /** @param footer examples */
    RemoteCommand(RootCommand main, String name, String description, String... footer) {
        this.main = main;
        this.spec = Options.command(name, this, description);
        Options.tellExits(spec, ExitCodes.words());
        spec.usageMessage().footer(footer);
    }

    /** With its own options first. */
    CommandSpec spec(OptionSpec... own) {
        Stream.concat(Stream.of(own), Stream.of(url, token, join, json)).forEach(spec::addOption);
        return spec;
    }

    /** What it does; returns the exit code. */
    abstract int run(Api api, Output output);

    @Override
    public final Integer call() {
        if ((url.getValue() == null) != (token.getValue() == null)) {
            throw misused("--url and --token belong together");
        }
        if (join.getValue() != null && url.getValue() == null) {
            throw misused(
                    "--join FILE needs --url and --token: a join file has no token, and does not say where the HTTP"
                            + " interface is");
        }
        try {
            return run(new Api(this::target), output());
        } catch (NodeException | KeyFileException e) {
            throw CallException.unreachable(e);
        }
    }

    private Output output() {
        return new Output(System.out, System.err, Terminals.readsOutput(), Options.isSet(json));
    }

    private HttpTarget target() {
        String address = url.getValue();
        return address == null
                ? HttpTarget.of(main.profile())
                : HttpTarget.at(address, Path.of(token.<String>getValue()), joinFile());
    }

    private @Nullable Path joinFile() {
        String given = join.getValue();
        return given == null ? JoinCredentials.ofEnvironment(System.getenv()).orElse(null) : Path.of(given);
    }

    /** The profile of the cluster; null if only its address is known. */
    @Nullable
    Profile profile() {
        return url.getValue() == null ? main.profile() : null;
    }

    /** What a reader of options makes of them, whose {@link IllegalArgumentException} says what is wrong with one. */
    <T> T read(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    static PositionalParamSpec ids(String label, String arity, String description) {
        return PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(Long.class)
                .arity(arity)
                .index("0..*")
                .required(!arity.startsWith("0"))
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(description)
                .build();
    }

    /** An option that may be given several times. */
    static OptionSpec.Builder texts(String name, String label) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label);
    }

    static List<String> values(OptionSpec option) {
        List<String> values = option.getValue();
        return values == null ? List.of() : values;
    }

    static List<Long> ids(PositionalParamSpec ids) {
        List<Long> values = ids.getValue();
        return values == null ? List.of() : values;
    }

    static OptionSpec timeout() {
        return Options.text("--timeout", "TIME")
                .description("How long to wait for the task's end, as 90s, 5m or 2h (default: as long as it takes).")
                .build();
    }

    @Nullable
    Duration timeout(OptionSpec option) {
        String text = option.getValue();
        return text == null ? null : read(() -> Durations.parse(text));
    }
}
