package io.stoker.cli;

import io.stoker.node.Nodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stoker warm-up}: loads what nodes load, while the build records it for the class data archive. */
final class WarmUpCommand implements Callable<Integer> {
    CommandSpec spec() {
        CommandSpec spec = Options.command("warm-up", this, "Load what nodes load, for the class data archive.");
        spec.usageMessage().hidden(true);
        return spec;
    }

    @Override
    public Integer call() {
        Nodes.warmUp();
        return 0;
    }
}
