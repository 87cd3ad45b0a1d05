package io.stoker.cli;

import io.stoker.cli.demo.Demo;
import io.stoker.cli.trial.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stoker demo}: what Stoker is for, shown on a cluster of its own. */
final class DemoCommand implements Callable<Integer> {
    CommandSpec spec() {
        CommandSpec spec = Options.command(
                "demo",
                this,
                "Start a controller and four engines, run a first session and a parameter sweep, kill an engine "
                        + "meanwhile, check every result, and remove everything afterwards.");
        spec.usageMessage()
                .footer(
                        "  scripts/stoker demo               takes about a minute",
                        "  NO_COLOR=1 scripts/stoker demo    without colours");
        return spec;
    }

    @Override
    public Integer call() {
        return Demo.run(Screen.standard()) ? 0 : 1;
    }
}
