package io.stoker.trust;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of {@link Credentials} that somebody has named to join a cluster with: one of {@code stoker join-token}, or of
 * the profile itself. It is looked at before anything is started, so that what is wrong with it is said at once and by
 * its name.
 *
 * @param file where it is
 * @param origin who has named it, for messages: as {@code --join}
 * @param credentials what is in it
 */
public record JoinCredentials(Path file, String origin, Credentials credentials) {
    /** Names a join file for whatever connects and is told nothing else. */
    public static final String VARIABLE = "STOKER_JOIN";

    /** What lets its owner connect as a client. */
    public static final Set<Role> CLIENTS = Set.of(Role.CLIENT, Role.OPERATOR);

    /**
     * Reads the file.
     *
     * @param roles what it is to allow
     * @throws KeyFileException if it cannot be read, others can read it, it is for another role, or it is not valid at
     *     that time; names the file, and what to do
     */
    public static JoinCredentials read(Path file, String origin, Set<Role> roles, Instant now) {
        if (!Files.exists(file)) {
            throw new KeyFileException("there is no file " + file + " (" + origin + "): make one on the controller's "
                    + "machine with: " + make(roles));
        }
        Credentials credentials = Credentials.read(file);
        Identity identity = credentials.identity();
        String whose = file + " (" + origin + ") is the file of " + identity.inWords();
        if (!roles.contains(identity.role())) {
            throw new KeyFileException(whose + ", but the role to join in is " + words(roles)
                    + ": make another file on the controller's machine with: " + make(roles));
        }
        if (now.isAfter(identity.notAfter())) {
            throw new KeyFileException(whose + ", which has expired on " + identity.notAfter() + " (it is " + now
                    + " here): "
                    + (isForOthers(credentials)
                            ? "make another on the controller's machine with: " + make(roles)
                            : "start the profile's cluster again, which makes new ones"));
        }
        if (now.isBefore(identity.notBefore())) {
            throw new KeyFileException(whose + ", which is not valid before " + identity.notBefore() + ", and it is "
                    + now + " here: set the clock of this machine");
        }
        return new JoinCredentials(file, origin, credentials);
    }

    /** The file that the environment names; empty if it names none. */
    public static Optional<Path> ofEnvironment(Map<String, String> environment) {
        String file = environment.getOrDefault(VARIABLE, "");
        return file.isBlank() ? Optional.empty() : Optional.of(Path.of(file));
    }

    /** Whether it tells where the controllers are: the files that a profile has for itself do not. */
    public boolean isForOthers() {
        return isForOthers(credentials);
    }

    private static boolean isForOthers(Credentials credentials) {
        return !credentials.addresses().isEmpty();
    }

    /**
     * Where the controllers are, as {@code HOST:PORT}.
     *
     * @throws KeyFileException if the file does not tell
     */
    public List<String> addresses() {
        if (!isForOthers()) {
            throw new KeyFileException(file + " (" + origin + ") has no line 'Address: HOST:PORT' that tells where the "
                    + "controller is: name that as well, or take a file of stoker join-token");
        }
        return credentials.addresses();
    }

    private static String words(Set<Role> roles) {
        return roles.stream().map(Role::word).sorted().collect(Collectors.joining(" or "));
    }

    private static String make(Set<Role> roles) {
        Role role = roles.contains(Role.CLIENT)
                ? Role.CLIENT
                : roles.stream().findFirst().orElseThrow();
        return "scripts/stoker join-token --role " + role.word() + " --out FILE";
    }
}
