package io.stoker.cli.trial;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** What a person sees of a command that takes a while: headings, lines, and one line that changes. Plain ASCII. */
public final class Screen {
    /** On Linux, a link to the terminal or file. */
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean colours;
    private boolean changing;
    private boolean muted;

    /**
     * A screen.
     *
     * @param colours whether {@code out} is a terminal, where colours and a line that changes make sense
     */
    public Screen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Standard output; with colours where it {@linkplain #hasColours() has them}. */
    public static Screen standard() {
        return new Screen(System.out, hasColours());
    }

    /** Whether standard output is a terminal that knows escape sequences, and nobody has asked for none. */
    public static boolean hasColours() {
        return Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether a person reads standard output, whatever standard input is. */
    public static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return hasConsole(); // as on other systems than Linux
        }
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

    /** A heading, after an empty line. */
    public void heading(String text) {
        say("");
        say(styled(text, Style.bold));
        say("");
    }

    /** A line that stays. */
    public synchronized void say(String text) {
        eraseChanging();
        print(text + System.lineSeparator());
    }

    /** A line in place of the last one shown so. Without a terminal there is none. */
    public synchronized void change(String text) {
        if (colours) {
            eraseChanging();
            print(text);
            changing = true;
        }
    }

    /** The text in a style, where there are colours. */
    public String styled(String text, Style style) {
        return colours ? style.on() + text + style.off() : text;
    }

    /** From now on nothing is shown: somebody has lost interest. */
    public synchronized void mute() {
        say("");
        muted = true;
    }

    private void eraseChanging() {
        if (changing) {
            print(ERASE_LINE);
            changing = false;
        }
    }

    private void print(String text) {
        if (!muted) {
            out.print(text);
            out.flush();
        }
    }
}
