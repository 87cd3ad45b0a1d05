package io.stoker.cli;

import io.stoker.cli.chaos.Flood;
import io.stoker.cli.chaos.FloodOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code stoker flood}: one of the clients that {@code stoker chaos} starts, and kills. It ends with its input. */
final class FloodCommand implements Callable<Integer> {
    private final OptionSpec port =
            Options.number("PORT", "--port").required(true).build();
    private final OptionSpec first = number("--first");
    private final OptionSpec count =
            Options.number("N", "--count").required(true).build();
    private final OptionSpec begun = number("--begun");
    private final OptionSpec millis = number("--millis");
    private final OptionSpec journal = OptionSpec.builder("--journal")
            .type(Path.class)
            .paramLabel("FILE")
            .required(true)
            .build();

    CommandSpec spec() {
        CommandSpec spec = Options.command("flood", this, "One of the clients of 'stoker chaos'.");
        spec.usageMessage().hidden(true);
        Stream.of(port, first, count, begun, millis, journal).forEach(spec::addOption);
        return spec;
    }

    private static OptionSpec number(String name) {
        return OptionSpec.builder(name)
                .type(long.class)
                .paramLabel("N")
                .required(true)
                .build();
    }

    @Override
    public Integer call() {
        FloodOptions options = new FloodOptions(
                port.<Integer>getValue(),
                first.<Long>getValue(),
                count.<Integer>getValue(),
                begun.<Long>getValue(),
                Duration.ofMillis(millis.<Long>getValue()),
                journal.getValue());
        return Flood.run(options) ? 0 : 1;
    }
}
