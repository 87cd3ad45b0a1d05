package io.stoker.cli.remote;

import io.stoker.task.Visible;
import java.io.PrintStream;

/**
 * What a command prints.
 *
 * @param out for answers
 * @param err for everything else
 * @param isTerminal whether {@code out} is read by a person: there what tasks have printed is made visible, and
 *     elsewhere it stays as it is
 * @param json whether answers are documents of the API
 */
public record Output(PrintStream out, PrintStream err, boolean isTerminal, boolean json) {
    /**
     * A line of an answer. What a terminal is not to see is written as JSON would escape it, so that JSON stays the
     * same.
     */
    void line(String text) {
        out.println(isTerminal ? Visible.of(text) : text);
    }

    /** What a task has printed, as it is. */
    void printed(PrintStream stream, String text) {
        stream.print(isTerminal ? Visible.of(text) : text);
        if (isTerminal && !text.isEmpty() && !text.endsWith("\n")) {
            stream.println();
        }
        stream.flush();
    }

    /** A note for people. */
    void note(String text) {
        err.println("stoker: " + text);
    }

    /** On one line, whatever it is. */
    static String shown(String text) {
        return Visible.line(text);
    }

    /** The first line, and no more of it than that many characters. */
    static String shown(String text, int most) {
        String first = Visible.line(text.lines().findFirst().orElse(""));
        return first.length() <= most ? first : first.substring(0, most - 1) + "…";
    }
}
