package io.stoker.cli;

import io.stoker.node.BrowserLink;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** {@code stoker link}: lets a browser in. */
final class LinkCommand implements Callable<Integer> {
    private final OptionSpec capability = Options.text("--capability", "NAME")
            .defaultValue(BrowserLink.capabilities().get(0))
            .completionCandidates(BrowserLink.capabilities())
            .converters(LinkCommand::known)
            .description(
                    "What the browser may do: read, submit (and read), or operate (all) (default: ${DEFAULT-VALUE}).")
            .build();
    private final RootCommand main;

    LinkCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        CommandSpec spec = Options.command(
                "link",
                this,
                "Print an address for a browser, which lets it into the HTTP interface. It is good once, and for a minute.");
        spec.usageMessage()
                .footer(
                        "  scripts/stoker link                          look at the cluster with a browser",
                        "  scripts/stoker link --capability operate     and change it",
                        "  scripts/stoker --profile test link           another cluster");
        return spec.addOption(capability);
    }

    private static String known(String word) {
        List<String> all = BrowserLink.capabilities();
        if (!all.contains(word)) {
            throw new TypeConversionException("'" + word + "' is not one of " + String.join(", ", all));
        }
        return word;
    }

    @Override
    public Integer call() {
        System.out.println(BrowserLink.of(main.profile(), capability.getValue()));
        return 0;
    }
}
