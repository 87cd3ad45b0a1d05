package io.stoker.cli.trial;

import io.stoker.node.NodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A new folder for one command, in the folder of temporary files. */
public final class TemporaryFolder {
    private TemporaryFolder() {}

    /**
     * Makes one.
     *
     * @param prefix what its name begins with
     * @throws NodeException if there is no place for it; the message says what to set
     */
    public static Path make(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new NodeException(
                    "cannot create a folder in the folder for temporary files, " + System.getProperty("java.io.tmpdir")
                            + " (" + e + "): choose another one with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
                    e);
        }
    }
}
