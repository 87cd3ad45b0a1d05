package io.stoker.cli.remote;

import io.stoker.node.Profile;
import io.stoker.trust.Issued;
import io.stoker.trust.KeyFileException;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.PrivateFiles;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at the folder of a profile.
 *
 * @param now by the clock of this machine
 */
record ProfileChecks(Profile profile, Instant now) {
    private static final Duration SOON = Duration.ofDays(7);
    private static final List<String> TOKENS = List.of("read", "submit", "operate");
    private static final int LONGEST_TOKEN = 1_024;

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        found.add(folder());
        found.addAll(keys());
        found.addAll(tokens());
        return found;
    }

    private Finding folder() {
        Path folder = profile.folder();
        String what = "profile";
        if (!Files.exists(folder)) {
            return Finding.note(
                    what,
                    "'" + profile.name() + "' does not exist yet: " + profile.command("cluster -n 4") + " makes "
                            + folder);
        }
        try {
            PrivateFiles.requireFolder(folder);
        } catch (KeyFileException e) {
            return Finding.problem(what, String.valueOf(e.getMessage()));
        }
        return Files.isWritable(folder)
                ? Finding.ok(what, "'" + profile.name() + "' in " + folder)
                : Finding.problem(what, folder + " is not writable: set STOKER_HOME to a folder you may write to");
    }

    private List<Finding> keys() {
        KeyFolder folder = new KeyFolder(profile.keys());
        if (!folder.exists()) {
            return List.of(Finding.note("keys", "there are none yet: the first start of the cluster makes them"));
        }
        List<Finding> found = new ArrayList<>();
        try {
            PrivateFiles.requireFolder(profile.keys());
            for (Path file : Set.of(folder.authorityKey(), folder.authority())) {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    folder.read(file);
                }
            }
            List<Issued> own = folder.own();
            own.forEach(each -> found.add(certificate(each)));
            folder.issuedCertificates().stream()
                    .filter(each -> each.expires().isBefore(now.plus(SOON)))
                    .forEach(each -> found.add(given(each)));
        } catch (KeyFileException e) {
            found.add(Finding.problem("keys", String.valueOf(e.getMessage())));
        }
        return found;
    }

    private Finding certificate(Issued each) {
        String text = "certificate of this machine as " + each.role().word() + ", valid until " + seconds(each);
        return each.expires().isAfter(now)
                ? Finding.ok("keys", text)
                : Finding.problem(
                        "keys",
                        text + ": it has expired; start the cluster again, which makes new ones, or set the clock"
                                + " of this machine, which says " + now.truncatedTo(ChronoUnit.SECONDS));
    }

    private Finding given(Issued each) {
        boolean expired = each.expires().isBefore(now);
        return Finding.note(
                "keys",
                "the file given to " + each.role().word() + " " + each.id() + (expired ? " has expired" : " expires")
                        + " on " + seconds(each) + ": scripts/stoker join-token --role "
                        + each.role().word()
                        + " makes another");
    }

    private static Instant seconds(Issued each) {
        return each.expires().truncatedTo(ChronoUnit.SECONDS);
    }

    private List<Finding> tokens() {
        if (!Files.exists(profile.tokens(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of(Finding.note("tokens", "there are none yet: the start of a controller makes them"));
        }
        try {
            PrivateFiles.requireFolder(profile.tokens());
            TOKENS.stream()
                    .map(profile.tokens()::resolve)
                    .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(file -> PrivateFiles.read(file, LONGEST_TOKEN));
            return List.of(Finding.ok("tokens", "only you can read " + profile.tokens()));
        } catch (KeyFileException e) {
            return List.of(Finding.problem("tokens", String.valueOf(e.getMessage())));
        }
    }

    /** The logs in which more may stand. */
    static String logs(Profile profile) {
        return Stream.of("launcher", "controller")
                .map(name -> profile.logs().resolve(name + ".log"))
                .filter(Files::exists)
                .map(Path::toString)
                .reduce((one, other) -> one + " and " + other)
                .map(files -> "; see " + files)
                .orElse("");
    }
}
