package io.stoker.node;

import io.stoker.trust.KeyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * On which machine the keys of a profile were made: two machines that have the same keys trust each other, which is not
 * what somebody expects who has copied a profile.
 *
 * @param profile whose keys
 * @param here this machine, in two words: its name, and what tells it from others of that name
 */
record KeyOrigin(Profile profile, String here) {
    private static final String UNKNOWN = "-";

    /** On this machine. */
    static KeyOrigin of(Profile profile) {
        return new KeyOrigin(profile, ProcessSpace.here().host() + " " + machineId());
    }

    private static String machineId() {
        try {
            String id = Files.readString(Path.of("/etc/machine-id")).strip();
            return id.isEmpty() ? UNKNOWN : id;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** Takes down that they are made here. */
    void note() {
        folder().write(file(), here + "\n");
    }

    /** What a person should know, in one line; takes this machine down where nothing is taken down. */
    Optional<String> warning() {
        if (!Files.exists(file())) {
            note();
            return Optional.empty();
        }
        String there = folder().read(file()).strip();
        return isHere(there) ? Optional.empty() : Optional.of(warning(there));
    }

    /** A machine may get another name, and machines made from one image may have the same id. */
    private boolean isHere(String there) {
        String[] then = (there + " " + UNKNOWN).split(" ", 3);
        String[] now = here.split(" ", 2);
        boolean bothHaveIds = !then[1].equals(UNKNOWN) && !now[1].equals(UNKNOWN);
        return bothHaveIds ? then[1].equals(now[1]) : then[0].equals(now[0]);
    }

    private String warning(String there) {
        return "the keys of profile '" + profile.name() + "' (" + profile.keys() + ") were made on the machine "
                + there.split(" ", 2)[0]
                + ": if the profile was moved here, or this controller shares a ledger with that "
                + "one, type: rm " + file() + "; if it was copied, remove " + profile.keys()
                + ", or each of the two clusters trusts the programs of the other";
    }

    private Path file() {
        return profile.keys().resolve("made-on");
    }

    private KeyFolder folder() {
        return new KeyFolder(profile.keys());
    }
}
