package io.stoker.cli.remote;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page on the second screen of a terminal, which leaves what stands on the first one as it was. Also when the command
 * is ended by Ctrl-C or by an exception.
 */
final class TerminalPage implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_PAGE = "\u001b[J";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})");
    private static final int USUAL_HEIGHT = 24;
    private static final int STTY_SECONDS = 2;

    private final PrintStream out;
    private final Thread hook = new Thread(this::leave, "restore-terminal");
    private boolean left;

    /** Takes the screen. */
    TerminalPage(PrintStream out) {
        this.out = out;
        Runtime.getRuntime().addShutdownHook(hook);
        print(ENTER);
    }

    /** Shows these lines in place of the last ones. */
    synchronized void show(List<String> lines) {
        if (!left) {
            print(HOME + String.join(REST_OF_LINE + "\r\n", lines) + REST_OF_LINE + REST_OF_PAGE);
        }
    }

    /** How many lines fit now; the terminal may be made larger or smaller at any time. */
    int height() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            Matcher size = SIZE.matcher(text);
            int height = stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS) && size.matches()
                    ? Integer.parseInt(size.group(1))
                    : 0;
            return height == 0 ? USUAL_HEIGHT : height;
        } catch (IOException e) {
            return USUAL_HEIGHT; // there is no stty
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_HEIGHT;
        }
    }

    private synchronized void leave() {
        if (!left) {
            left = true;
            print(LEAVE);
        }
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, and finds nothing to do.
        }
    }
}
