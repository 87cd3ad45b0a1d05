package io.stoker.client;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether standard error is a terminal on which a line can change, and nobody has asked for plain text. */
final class ErrorTerminal {
    /** On Linux, a link to the terminal or file. */
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private ErrorTerminal() {}

    static boolean isThere() {
        return isThere(System.getenv(), target(), hasConsole());
    }

    private static @Nullable String target() {
        try {
            return Files.readSymbolicLink(STANDARD_ERROR).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return null; // as on other systems than Linux
        }
    }

    @SuppressWarnings("SystemConsoleNull") // both kinds of Java are told apart
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console without a terminal, too.
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /**
     * Decides it.
     *
     * @param target the path of what standard error is; null if that is not known
     * @param console whether standard input and output are a terminal, which has to do where the target is not known
     */
    static boolean isThere(Map<String, String> environment, @Nullable String target, boolean console) {
        String plain = environment.getOrDefault("NO_COLOR", "");
        String type = environment.getOrDefault("TERM", "dumb");
        if (!plain.isEmpty() || type.equals("dumb")) {
            return false;
        }
        return target == null
                ? console
                : target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }
}
