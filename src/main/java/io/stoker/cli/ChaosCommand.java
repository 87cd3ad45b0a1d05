package io.stoker.cli;

import io.stoker.cli.chaos.Chaos;
import io.stoker.cli.chaos.ChaosOptions;
import io.stoker.cli.trial.Screen;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code stoker chaos}: whether the promises hold in bad weather. */
final class ChaosCommand implements Callable<Integer> {
    private final OptionSpec seed = OptionSpec.builder("--seed")
            .type(long.class)
            .paramLabel("N")
            .defaultValue("1")
            .description(
                    "What the plan of faults follows from: the same again with the same (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec minutes = OptionSpec.builder("--minutes")
            .type(double.class)
            .paramLabel("M")
            .defaultValue("2")
            .description("For how long tasks are submitted and faults happen (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec tasks = Options.number("N", "--tasks")
            .defaultValue("10000")
            .description("How many tasks (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec faults = Options.number("N", "--faults")
            .defaultValue("20")
            .description("How many faults (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec engines = Options.number("N", "-n", "--engines")
            .defaultValue("4")
            .description("How many engines (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec keep = Options.flag("--keep")
            .description("Keep the folder with journals, marks, ledger and logs. It is always kept on a bad verdict.")
            .build();
    private final CommandSpec spec = Options.command(
            "chaos",
            this,
            "Start a cluster, flood it with tasks, kill, freeze and starve it meanwhile, and count what was lost. Done is"
                    + " when nothing was lost, doubled or wrong. It touches no process but its own.");

    CommandSpec spec() {
        spec.usageMessage()
                .footer(
                        "  scripts/stoker chaos                                   takes about three minutes",
                        "  scripts/stoker chaos --seed 7 --faults 40              another plan, and a worse one",
                        "  scripts/stoker chaos --minutes 12 --tasks 100000 --faults 100",
                        "  unshare -rm scripts/stoker chaos                       the disk is filled, too, without being root");
        Stream.of(seed, minutes, tasks, faults, engines, keep).forEach(spec::addOption);
        return spec;
    }

    @Override
    public Integer call() {
        Checks checks = new Checks(spec);
        ChaosOptions options = new ChaosOptions(
                seed.<Long>getValue(),
                Duration.ofMillis(Math.round(checks.minutes(minutes) * 60_000)),
                checks.atLeastOne(tasks),
                checks.atLeastZero(faults),
                checks.atLeastOne(engines),
                Options.isSet(keep));
        return Chaos.run(options, Screen.standard()) ? 0 : 1;
    }
}
