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
                    "The seed of the plan of faults: the same seed gives the same plan (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec minutes = OptionSpec.builder("--minutes")
            .type(double.class)
            .paramLabel("M")
            .defaultValue("2")
            .description("How long tasks are submitted and faults happen (default: ${DEFAULT-VALUE}).")
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
    private final OptionSpec perNode = Options.perNode();
    private final OptionSpec keep = Options.flag("--keep")
            .description("Keep the folder with journals, marks, ledger and logs. It is always kept when the run fails.")
            .build();
    private final CommandSpec spec = Options.command(
            "chaos",
            this,
            "Start a cluster, submit many tasks, meanwhile kill and freeze its processes and fill its disk, and count lost tasks. Succeeds"
                    + " when nothing was lost, doubled or wrong. It touches only its own processes.");

    CommandSpec spec() {
        spec.usageMessage()
                .footer(
                        "  scripts/stoker chaos                                   takes about three minutes",
                        "  scripts/stoker chaos --seed 7 --faults 40              another plan, with more faults",
                        "  scripts/stoker chaos --minutes 12 --tasks 100000 --faults 100",
                        "  unshare -rm scripts/stoker chaos                       also fills the disk, without being root");
        Stream.of(seed, minutes, tasks, faults, engines, perNode, keep).forEach(spec::addOption);
        return spec;
    }

    @Override
    public Integer call() {
        Checks checks = new Checks(spec);
        int all = checks.atLeastOne(engines);
        ChaosOptions options = new ChaosOptions(
                seed.<Long>getValue(),
                Duration.ofMillis(Math.round(checks.minutes(minutes) * 60_000)),
                checks.atLeastOne(tasks),
                checks.atLeastZero(faults),
                all,
                checks.perNode(perNode, all),
                Options.isSet(keep));
        return Chaos.run(options, Screen.standard()) ? 0 : 1;
    }
}
