package io.stoker.cli;

import io.stoker.cli.trial.Table;
import io.stoker.node.Profile;
import io.stoker.trust.Issued;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Revocations;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code stoker issued}: who can join a cluster. */
final class IssuedCommand implements Callable<Integer> {
    private static final List<String> HEADER = List.of("serial", "role", "name", "valid until", "state");

    private final RootCommand main;

    IssuedCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        CommandSpec spec = Options.command(
                "issued",
                this,
                "List the certificates of this machine, and those that join-token has given away, the latest last.");
        spec.usageMessage()
                .footer(
                        "  scripts/stoker issued                       those of the default profile",
                        "  scripts/stoker revoke 8c1f03a92b77d4e1      makes one of them useless");
        return spec;
    }

    @Override
    public Integer call() {
        Profile profile = main.profile();
        KeyFolder folder = new KeyFolder(profile.keys());
        if (!folder.exists()) {
            System.out.println(
                    "Profile '" + profile.name() + "' has no keys yet: the first start of its cluster makes them.");
            return 0;
        }
        folder.create();
        Revocations revocations = Revocations.of(folder.revoked());
        Instant now = Instant.now();
        List<List<String>> rows = Stream.concat(
                        folder.own().stream().map(each -> row(each, revocations, now, ", this machine")),
                        folder.issuedCertificates().stream().map(each -> row(each, revocations, now, "")))
                .toList();
        new Table(HEADER, rows).lines().forEach(System.out::println);
        return 0;
    }

    private static List<String> row(Issued each, Revocations revocations, Instant now, String where) {
        String state =
                revocations.contains(each.serial()) ? "revoked" : now.isAfter(each.expires()) ? "expired" : "valid";
        return List.of(
                each.serial(),
                each.role().word(),
                each.id(),
                each.expires().truncatedTo(ChronoUnit.SECONDS).toString(),
                state + where);
    }
}
