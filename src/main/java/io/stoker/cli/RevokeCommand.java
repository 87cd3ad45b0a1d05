package io.stoker.cli;

import io.stoker.node.NodeException;
import io.stoker.node.Profile;
import io.stoker.node.ProfileKeys;
import io.stoker.trust.Identity;
import io.stoker.trust.Issued;
import io.stoker.trust.KeyFolder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code stoker revoke}: the end of a certificate before its time. */
final class RevokeCommand implements Callable<Integer> {
    private final PositionalParamSpec serial = PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .paramLabel("SERIAL")
            .required(true)
            .description("The certificate's serial number, as scripts/stoker issued and the logs show it.")
            .build();
    private final OptionSpec reason = Options.text("--reason", "TEXT")
            .defaultValue("")
            .description("Why, for people who read the list later.")
            .build();
    private final OptionSpec unknown = Options.flag("--unknown")
            .description("Revoke it although scripts/stoker issued does not list it.")
            .build();
    private final CommandSpec spec = Options.command(
            "revoke",
            this,
            "Make a certificate useless: who has it is put out of the running cluster within seconds, and stays out.");
    private final RootCommand main;

    RevokeCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        spec.usageMessage()
                .footer(
                        "  scripts/stoker issued                                 shows the serial numbers",
                        "  scripts/stoker revoke 8c1f03a92b77d4e1",
                        "  scripts/stoker revoke 8c1f03a92b77d4e1 --reason 'laptop lost'");
        spec.addPositional(serial);
        Stream.of(reason, unknown).forEach(spec::addOption);
        return spec;
    }

    @Override
    public Integer call() {
        Profile profile = main.profile();
        String named = serial.<String>getValue().toLowerCase(Locale.ROOT);
        if (!Identity.isSerial(named)) {
            throw new NodeException(
                    "'" + named + "' is not a serial number: " + profile.command("issued") + " shows them");
        }
        KeyFolder folder = new KeyFolder(profile.keys());
        if (!folder.exists()) {
            throw new NodeException("profile '" + profile.name() + "' has no keys, so there is nothing to revoke");
        }
        folder.create();
        boolean own = find(folder.own(), named).isPresent();
        Optional<Issued> found = own ? find(folder.own(), named) : find(folder.issuedCertificates(), named);
        if (found.isEmpty() && !Options.isSet(unknown)) {
            throw new NodeException("no certificate of profile '" + profile.name() + "' has the serial number " + named
                    + ": " + profile.command("issued") + " shows them; --unknown revokes it all the same");
        }
        if (own) { // first, so that the nodes of this machine soon have others
            new ProfileKeys(profile, List.of(), InstantSource.system(), System.out::println).renewAll();
        }
        boolean fresh = folder.revoke(named, Instant.now(), reason.getValue());
        if (fresh) {
            note(profile, named, found);
        }
        System.out.println(found.map(each -> each.role().word() + " " + each.id() + " (serial " + named + ")")
                        .orElse(named)
                + (fresh ? " is revoked." : " was revoked before.")
                + (own ? " This machine has new certificates, which its nodes use within a minute." : ""));
        return 0;
    }

    private void note(Profile profile, String named, Optional<Issued> found) {
        Audited.add(
                profile,
                Audited.event("revoke", "revoked")
                        .with("certificate", named)
                        .with(
                                "for",
                                found.map(each -> each.role().word() + " " + each.id())
                                        .orElse(""))
                        .with("reason", reason.getValue()));
    }

    private static Optional<Issued> find(List<Issued> all, String serial) {
        return all.stream().filter(each -> each.serial().equals(serial)).findFirst();
    }
}
