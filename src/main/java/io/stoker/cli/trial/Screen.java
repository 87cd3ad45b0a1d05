package io.stoker.cli.trial;

import java.io.PrintStream;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** What a person sees of a command that takes a while: headings, lines, and one line that changes. Plain ASCII. */
public final class Screen {
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
