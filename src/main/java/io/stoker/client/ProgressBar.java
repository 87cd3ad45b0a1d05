package io.stoker.client;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Shows a person how far a map or a wait for tasks is: a line that changes on a terminal, and elsewhere a line every
 * few seconds. The times in {@link Progress} are its clock. Plain ASCII, and less than 80 columns. Not thread-safe.
 */
final class ProgressBar implements ProgressListener {
    private static final long CHANGE_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int WIDTH = 20;
    private static final int LEAST_WIDTH = 5;
    /** Of a line that can be written over: the cursor must not get into the next one. */
    private static final int COLUMNS = 79;

    private static final String ERASE_REST = "\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private @Nullable Progress last;
    private long shownAt;
    private boolean changing;

    /**
     * A bar for one of them.
     *
     * @param terminal whether {@code out} is a terminal, where a line can change
     */
    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error, so that what a program prints can be used by another one. */
    static ProgressBar onStandardError() {
        return new ProgressBar(System.err, Terminals.canErrorChange());
    }

    @Override
    public void progress(Progress progress) {
        boolean first = last == null;
        last = progress;
        if (terminal && (first || progress.nanos() - shownAt >= CHANGE_NANOS)) {
            shownAt = progress.nanos();
            changing = true;
            String text = text(progress) + left(progress);
            print("\r" + bar(progress, COLUMNS - text.length()) + text + ERASE_REST);
        } else if (!terminal && progress.nanos() - shownAt >= LINE_NANOS) {
            shownAt = progress.nanos();
            print(text(progress) + left(progress) + System.lineSeparator());
        }
    }

    @Override
    public void end() {
        if (last == null) {
            return;
        }
        String line = text(last) + ", in " + time(Math.round(last.nanos() / 1e9));
        String all = changing ? "\r" + bar(last, COLUMNS - line.length()) + line + ERASE_REST : line;
        print(all + System.lineSeparator());
        last = null;
        changing = false;
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }

    /** A bar that takes no more than this room; none if that is too little, or nobody knows how long it should be. */
    private static String bar(Progress progress, int room) {
        OptionalLong total = progress.total();
        int width = Math.min(WIDTH, room - "[] ".length());
        if (total.isEmpty() || width < LEAST_WIDTH) {
            return "";
        }
        int full = (int) (width * progress.done() / Math.max(1, total.getAsLong()));
        return "[" + "#".repeat(full) + "-".repeat(width - full) + "] ";
    }

    private static String text(Progress progress) {
        OptionalLong total = progress.total();
        String of = total.isEmpty()
                ? ""
                : " of " + total.getAsLong() + ", " + 100 * progress.done() / Math.max(1, total.getAsLong()) + " %";
        String failed = progress.failed() == 0 ? "" : ", " + progress.failed() + " failed";
        return progress.done() + of + failed + ", " + rate(progress.perSecond()) + "/s";
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
    }

    private static String left(Progress progress) {
        OptionalLong left = progress.secondsLeft();
        return left.isEmpty() ? "" : ", " + time(left.getAsLong()) + " left";
    }

    private static String time(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? seconds / 60 + " min " + seconds % 60 + " s"
                        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
