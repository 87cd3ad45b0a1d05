package io.stoker.cli;

import io.stoker.node.ConnectionFile;
import io.stoker.node.ConnectionInfo;
import io.stoker.node.HostPort;
import io.stoker.node.MachineNames;
import io.stoker.node.NoClusterException;
import io.stoker.node.NodeException;
import io.stoker.node.Profile;
import io.stoker.task.StokerException;
import io.stoker.trust.Identity;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.PrivateFiles;
import io.stoker.trust.Role;
import io.stoker.trust.authority.Authority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** {@code stoker join-token}: what an engine, a client or one more controller on another machine needs. */
final class JoinTokenCommand implements Callable<Integer> {
    /** Whose files can be given away; the others are of the profile's own machine. */
    private enum Joining {
        ENGINE,
        CLIENT,
        CONTROLLER;

        Role role() {
            return Role.valueOf(name());
        }
    }

    private final OptionSpec role = OptionSpec.builder("--role")
            .type(Joining.class)
            .converters(JoinTokenCommand::joining)
            .paramLabel("ROLE")
            .required(true)
            .description("What the owner of the file may do: engine (run tasks), client (submit tasks) or controller "
                    + "(stand by and take over, with a ledger that both reach).")
            .build();
    private final OptionSpec out = Options.text("--out", "FILE")
            .required(true)
            .description(
                    "Where the file is written, which must not exist. Only you can read it. A program that has it can act as "
                            + "that engine, client or controller until it expires or is revoked.")
            .build();
    private final OptionSpec ttl = Options.text("--ttl", "TIME")
            .defaultValue("30d")
            .description("How long it is valid, as 12h or 30d (default: ${DEFAULT-VALUE}).")
            .build();
    private final OptionSpec id = Options.text("--id", "NAME")
            .description("Names the owner in logs (default: the name of the file, without what follows its first dot).")
            .build();
    private final OptionSpec address = OptionSpec.builder("--address")
            .type(Object.class) // one value, which is a list
            .converters(EngineCommand::addresses)
            .paramLabel("HOST:PORT")
            .description(
                    "Where the owner finds the controller (default: where it runs now); if several share a ledger, all "
                            + "of them, separated by commas.")
            .build();
    private final OptionSpec host = OptionSpec.builder("--host")
            .type(Object.class) // one value, which is a list
            .converters(JoinTokenCommand::hosts)
            .paramLabel("HOST")
            .description(
                    "By which name or address others reach the machine of that controller, for its HTTPS; several are "
                            + "separated by commas. Only with --role controller.")
            .build();
    private final CommandSpec spec = Options.command(
            "join-token",
            this,
            "Write a file with which an engine, a client or one more controller on another machine can join this cluster.");
    private final RootCommand main;

    JoinTokenCommand(RootCommand main) {
        this.main = main;
    }

    CommandSpec spec() {
        spec.usageMessage()
                .footer(
                        "  scripts/stoker join-token --role engine --out lab-3.join",
                        "  scripts/stoker engine --join lab-3.join               there",
                        "  scripts/stoker join-token --role client --ttl 12h --address head:10113 --out anna.join",
                        "                                                        for twelve hours, where the",
                        "                                                        controller has another address",
                        "  scripts/stoker join-token --role controller --host second.example.org --out second.join",
                        "                                                        for one that stands by",
                        "  scripts/stoker issued                                 lists what was given away",
                        "  scripts/stoker revoke 8c1f03a92b77d4e1                makes one of them useless");
        Stream.of(role, out, ttl, id, address, host).forEach(spec::addOption);
        return spec;
    }

    private static Joining joining(String word) {
        return Stream.of(Joining.values())
                .filter(each -> each.role().word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("'" + word + "' is neither engine nor client nor controller"));
    }

    private static List<String> hosts(String text) {
        try {
            return MachineNames.ofAnother(List.of(text.split(",", -1)));
        } catch (StokerException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** The names in the certificate: only a controller serves HTTPS. */
    private List<String> hosts() {
        List<String> given = host.getValue();
        boolean serves = role.<Joining>getValue() == Joining.CONTROLLER;
        if (given != null && !serves) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--host is for --role controller; --address says where the controller is found");
        }
        return given != null ? given : serves ? MachineNames.ofAnother(List.of()) : List.of();
    }

    @Override
    public Integer call() {
        Checks checks = new Checks(spec);
        Path file = Path.of(out.<String>getValue());
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NodeException(file + " exists: choose another name, or remove it");
        }
        Profile profile = main.profile().create();
        List<String> hosts = hosts();
        List<String> addresses = addresses(profile);
        Authority.JoinFile made = Authority.open(new KeyFolder(profile.keys()), InstantSource.system())
                .joinFile(role.<Joining>getValue().role(), checks.id(id, file), checks.time(ttl), addresses, hosts);
        PrivateFiles.write(file, made.text().getBytes(StandardCharsets.UTF_8));
        note(profile, made.identity());
        tell(file, made.identity(), addresses);
        return 0;
    }

    private static void note(Profile profile, Identity identity) {
        Audited.add(
                profile,
                Audited.event("join-token", "issued")
                        .with("certificate", identity.serial())
                        .with("for", identity.role().word() + " " + identity.id())
                        .with("expires", identity.notAfter().toString()));
    }

    private List<String> addresses(Profile profile) {
        List<HostPort> given = address.getValue();
        if (given != null) {
            return given.stream().map(HostPort::toString).toList();
        }
        try {
            ConnectionInfo connection = ConnectionFile.read(profile);
            return List.of(connection.controller().toString());
        } catch (NoClusterException e) {
            throw new NodeException(
                    "no controller runs under profile '" + profile.name()
                            + "', so it is unknown where the owner of the file will find it: start it, or say it with "
                            + "--address HOST:PORT",
                    e);
        }
    }

    private static void tell(Path file, Identity identity, List<String> addresses) {
        System.out.println(file + " is the file of " + identity.inWords() + ", valid until "
                + identity.notAfter().truncatedTo(ChronoUnit.SECONDS) + ".");
        System.out.println("  controller  " + String.join(", ", addresses));
        if (addresses.stream().allMatch(JoinTokenCommand::isLoopback)) {
            System.out.println(
                    "              which is this machine only: for others, start the cluster with --host, or give"
                            + " --address");
        }
        System.out.println(
                "  use         move it to the other machine, where its owner's user alone may read it, and type:");
        System.out.println("              scripts/stoker "
                + (identity.role() == Role.CLIENT ? "shell" : identity.role().word()) + " --join "
                + file.getFileName());
        System.out.println("  revoke      scripts/stoker revoke " + identity.serial());
    }

    private static boolean isLoopback(String address) {
        return address.toLowerCase(Locale.ROOT).matches("(localhost|127\\..*|\\[?::1]?):\\d+");
    }
}
