package io.stoker.cli.remote;

import io.stoker.task.StokerException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows how a cluster stands, again and again, until somebody ends it. */
public final class Watch {
    private static final int EVERY_MILLIS = 1_000;

    /** The rate is that of some seconds, so that it can be read. */
    private static final int RATE_OVER = 5;

    private final Api api;
    private final Output output;
    private final InstantSource clock;
    private final List<Snapshot> earlier = new ArrayList<>();
    private @Nullable String trouble;

    /** For a cluster. */
    public Watch(Api api, Output output, InstantSource clock) {
        this.api = api;
        this.output = output;
        this.clock = clock;
    }

    /**
     * On a page of its own, or in a line a second.
     *
     * @param times how often
     * @param isPage whether the output is a terminal that knows escape sequences
     * @return the exit code
     * @throws CallException if the cluster does not answer the first time; later it is waited for
     */
    public int run(long times, boolean isPage) {
        WatchPage first = page();
        if (!isPage || output.json()) {
            repeat(times, first, this::line);
            return ExitCodes.DONE;
        }
        try (TerminalPage screen = new TerminalPage(output.out())) {
            repeat(times, first, page -> screen.show(lines(page, screen.height())));
        }
        return ExitCodes.DONE;
    }

    private interface Shown {
        void show(WatchPage page);
    }

    private void repeat(long times, WatchPage first, Shown shown) {
        WatchPage page = first;
        for (long i = 1; ; i++) {
            shown.show(page);
            if (i >= times) {
                return;
            }
            api.pauses().pause(EVERY_MILLIS);
            page = next(page);
        }
    }

    private WatchPage next(WatchPage last) {
        try {
            WatchPage page = page();
            trouble = null;
            return page;
        } catch (StokerException e) {
            trouble = String.valueOf(e.getMessage());
            return last;
        }
    }

    private WatchPage page() {
        Snapshot now = Snapshot.take(api, clock.instant());
        Snapshot before = earlier.isEmpty() ? null : earlier.get(0);
        earlier.add(now);
        if (earlier.size() > RATE_OVER) {
            earlier.remove(0);
        }
        return new WatchPage(now, before);
    }

    private void line(WatchPage page) {
        if (trouble != null) {
            output.note(trouble);
        } else {
            output.line(output.json() ? page.now().json() : page.line());
        }
    }

    private List<String> lines(WatchPage page, int height) {
        if (trouble == null) {
            return page.lines(height);
        }
        List<String> lines = new ArrayList<>(page.lines(height - 2));
        lines.add("");
        lines.add(trouble);
        return lines;
    }
}
