package io.stoker.cli;

import io.stoker.cli.bench.Bench;
import io.stoker.cli.bench.BenchOptions;
import io.stoker.cli.trial.LauncherProcess;
import io.stoker.cli.trial.Screen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code stoker bench}: how fast Stoker is on this machine. */
final class BenchCommand implements Callable<Integer> {
    private final OptionSpec engines = Options.number("N", "-n", "--engines")
            .defaultValue("4")
            .description("How many engines (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec seconds = Options.number("S", "--seconds")
            .defaultValue("10")
            .description("How long to measure each way of submitting (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec warmUp = Options.number("S", "--warm-up")
            .defaultValue("25")
            .description("How long to run tasks before anything is measured (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec ledger = OptionSpec.builder("--ledger")
            .type(String.class)
            .paramLabel("KIND[,KIND]")
            .defaultValue("sqlite")
            .description(
                    "Where the ledger is kept: sqlite, postgresql, memory, or one after the other (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec postgresql = OptionSpec.builder("--postgresql")
            .type(String.class)
            .paramLabel("URL")
            .description(
                    "The empty database for a ledger in PostgreSQL, as jdbc:postgresql://HOST/DATABASE?user=U&password=P; without it, the environment variable "
                            + LauncherProcess.POSTGRESQL_VARIABLE
                            + ", which unlike a command line only you can read. With neither, scripts/bench starts its own server.")
            .build();
    private final OptionSpec recovery = Options.number("N", "--recovery")
            .defaultValue("0")
            .description(
                    "Measure instead how long a controller takes to serve again when its ledger holds N finished tasks and N/10 unfinished ones.")
            .build();
    private final OptionSpec out = OptionSpec.builder("--out")
            .type(Path.class)
            .paramLabel("FILE")
            .description("Also append the tables to this file, as Markdown.")
            .build();
    private final OptionSpec config = Options.config();
    private final CommandSpec spec = Options.command(
            "bench", this, "Start a cluster and measure it: start-up, tasks a second, round trips, processor time.");

    CommandSpec spec() {
        spec.usageMessage()
                .footer(
                        "  scripts/stoker bench                         takes about a minute and a half",
                        "  scripts/stoker bench -n 2 --seconds 30       two engines, longer",
                        "  scripts/stoker bench --ledger sqlite,memory  the cost of durability",
                        "  scripts/stoker bench -D stoker.tls=off       what encryption costs",
                        "  scripts/bench --ledger memory,sqlite,postgresql",
                        "  scripts/bench --ledger sqlite,postgresql --recovery 1000000 -n 1",
                        "  scripts/stoker bench --out docs/figures.md   keep the figures");
        Stream.of(engines, seconds, warmUp, ledger, postgresql, recovery, out, config)
                .forEach(spec::addOption);
        return spec;
    }

    @Override
    public Integer call() {
        Checks checks = new Checks(spec);
        Bench.run(
                new BenchOptions(
                        checks.atLeastOne(engines),
                        Duration.ofSeconds(checks.atLeastOne(seconds)),
                        Duration.ofSeconds(checks.atLeastZero(warmUp)),
                        List.of(ledger.<String>getValue().split(",")),
                        Optional.ofNullable(postgresql.<String>getValue())
                                .or(() -> Optional.ofNullable(System.getenv(LauncherProcess.POSTGRESQL_VARIABLE))),
                        checks.atLeastZero(recovery),
                        Options.settings(config),
                        Optional.ofNullable(out.getValue())),
                Screen.standard());
        return 0;
    }
}
