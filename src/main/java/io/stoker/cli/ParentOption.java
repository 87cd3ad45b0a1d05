package io.stoker.cli;

import picocli.CommandLine.Model.OptionSpec;

/** Whether a program looks after this launcher. */
final class ParentOption {
    private final OptionSpec option = Options.flag("--parent-watch")
            .description("End when standard input ends, for a program that starts its own cluster.")
            .build();

    OptionSpec option() {
        return option;
    }

    boolean watch() {
        return Options.isSet(option);
    }
}
