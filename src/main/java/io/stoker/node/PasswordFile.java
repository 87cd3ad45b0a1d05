package io.stoker.node;

import io.stoker.trust.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The file of the database's password, which only the controller's process reads. */
final class PasswordFile {
    private static final int LONGEST = 4 << 10;
    private static final String SETTING = "stoker.postgresql.password-file";

    private PasswordFile() {}

    /**
     * The password; empty if the settings name no file for it.
     *
     * @throws io.stoker.trust.KeyFileException if the file cannot be read, or others can read it
     * @throws NodeException if it has no password, or there is another one in the settings
     */
    static Optional<String> of(Profile profile, NodeSettings settings) {
        String name = settings.postgresqlPasswordFile();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!settings.postgresql().password().isEmpty()) {
            throw new NodeException(
                    "there are two passwords for the database: remove stoker.postgresql.password or " + SETTING);
        }
        Path file = profile.folder().resolve(name);
        String text = new String(PrivateFiles.read(file, LONGEST), StandardCharsets.UTF_8);
        String password = text.replaceFirst("\\r?\\n\\z", "");
        if (password.isEmpty() || password.indexOf('\n') >= 0) {
            throw new NodeException(SETTING + ": " + file + " has " + (password.isEmpty() ? "no" : "more than one")
                    + " line: write the password into it, and nothing else");
        }
        return Optional.of(password);
    }
}
