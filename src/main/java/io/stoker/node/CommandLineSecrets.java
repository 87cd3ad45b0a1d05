package io.stoker.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Passwords on a command line: every user of the machine can read that, and the history of a shell keeps it. */
public final class CommandLineSecrets {
    private static final Path OWN = Path.of("/proc/self/cmdline");

    private CommandLineSecrets() {}

    /**
     * Refuses passwords, with a {@link NodeException} that names where they belong: those among the options, and those
     * that this JVM was given as properties.
     *
     * @param options those of {@code -D}
     * @param settingsFile where a password may be
     */
    public static void refuse(Map<String, String> options, Path settingsFile) {
        List<String> found = new ArrayList<>(in(options));
        for (String argument : arguments()) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("-Dstoker.") && equals > 0) {
                found.addAll(in(Map.of(argument.substring(2, equals), argument.substring(equals + 1))));
            }
        }
        if (!found.isEmpty()) {
            throw new NodeException(
                    "there is a password on the command line, where every user of this machine can read it ("
                            + String.join(
                                    ", ", found.stream().distinct().sorted().toList()) + "): put it into "
                            + settingsFile
                            + ", or into a file of its own that stoker.postgresql.password-file names, or into ~/.pgpass; and as "
                            + "it may have been read, change it");
        }
    }

    /**
     * Those of this process; Java itself tells none of a command line of more than 4 KiB, which a class path may be.
     */
    private static List<String> arguments() {
        try {
            return List.of(new String(Files.readAllBytes(OWN), StandardCharsets.UTF_8).split("\0"));
        } catch (IOException e) { // as on a system without such a file
            return ProcessHandle.current().info().arguments().map(List::of).orElse(List.of());
        }
    }

    /** The keys of what has a password in it, as the URL of a database may. A prelude comes from a file. */
    static List<String> in(Map<String, String> options) {
        return options.entrySet().stream()
                .filter(option -> (option.getKey().replace("\"", "").endsWith("password")
                                && !option.getValue().isEmpty())
                        || (!option.getKey().equals("stoker.prelude")
                                && option.getValue().toLowerCase(Locale.ROOT).contains("password=")))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
