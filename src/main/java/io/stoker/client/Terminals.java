package io.stoker.client;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a person reads what this process writes. */
public final class Terminals {
    private Terminals() {}

    /** Whether a person reads standard output, whatever standard input is. */
    public static boolean readsOutput() {
        return isTerminal(target(1), hasConsole());
    }

    /** Whether a person reads standard output, and writes on standard input. */
    @SuppressWarnings("SystemConsoleNull") // both kinds of Java are told apart
    public static boolean hasConsole() {
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

    /** Whether standard error is a terminal on which a line can change, and nobody has asked for plain text. */
    static boolean canErrorChange() {
        return canChange(System.getenv(), target(2), hasConsole());
    }

    /** Decides it, as {@link #isTerminal} does, and by what the environment says of the terminal. */
    static boolean canChange(Map<String, String> environment, @Nullable String target, boolean console) {
        String plain = environment.getOrDefault("NO_COLOR", "");
        String type = environment.getOrDefault("TERM", "dumb");
        return plain.isEmpty() && !type.equals("dumb") && isTerminal(target, console);
    }

    /** The path of what a stream of this process is; null where that is not known, as on other systems than Linux. */
    private static @Nullable String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /**
     * Decides whether a stream is a terminal.
     *
     * @param target the path of what it is; null if that is not known
     * @param console whether standard input and output are a terminal, which has to do where the target is not known
     */
    static boolean isTerminal(@Nullable String target, boolean console) {
        return target == null
                ? console
                : target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }
}
