package io.stoker.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/** Where a cluster says how it is reached. It is there while the cluster serves, and whole at every moment. */
public final class ConnectionFile {
    private ConnectionFile() {}

    /** Says how the cluster under this profile is reached. */
    public static void write(Profile profile, ConnectionInfo connection) {
        Profile.replace(profile.connectionFile(), (connection.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** How the cluster under this profile is reached; a {@link NoClusterException} when there is none. */
    public static ConnectionInfo read(Profile profile) {
        try {
            return ConnectionInfo.ofJson(Files.readString(profile.connectionFile()));
        } catch (NoSuchFileException e) {
            throw new NoClusterException(profile);
        } catch (IOException | IllegalArgumentException e) {
            throw new NodeException(
                    "cannot read " + profile.connectionFile() + ": " + e.getMessage()
                            + "; restart the cluster to have it written anew",
                    e);
        }
    }

    /** Records that no cluster is running under this profile. */
    public static void remove(Profile profile) {
        try {
            Files.deleteIfExists(profile.connectionFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + profile.connectionFile() + ": " + e, e);
        }
    }
}
