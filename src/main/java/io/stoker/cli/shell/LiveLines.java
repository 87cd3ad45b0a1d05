package io.stoker.cli.shell;

import io.stoker.client.multi.LiveText;
import io.stoker.task.Visible;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Shows what engines print while they run, line by line, as in {@code [0:stdout] text}: a line of one engine is not
 * torn apart by those of others, and none moves the cursor. Thread-safe.
 */
final class LiveLines implements Consumer<LiveText> {
    /** A line that goes on longer than this, in characters, is shown in pieces. */
    private static final int LONGEST = 8 << 10;

    private final Consumer<String> say;
    private final Map<String, StringBuilder> begun = new LinkedHashMap<>();
    private boolean muted;

    LiveLines(Consumer<String> say) {
        this.say = say;
    }

    @Override
    public synchronized void accept(LiveText text) {
        String label = "[" + text.engineId() + ":" + (text.error() ? "stderr" : "stdout") + "] ";
        StringBuilder line = begun.computeIfAbsent(label, l -> new StringBuilder());
        line.append(text.text());
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
            show(label, line.substring(0, end));
            line.delete(0, end + 1);
        }
        if (line.length() > LONGEST) {
            show(label, line.toString());
            line.setLength(0);
        }
    }

    /** Nothing more comes: shows the lines that nothing ended. */
    synchronized void end() {
        begun.forEach((label, line) -> {
            if (!line.isEmpty()) {
                show(label, line.toString());
            }
        });
        begun.clear();
    }

    /** Shows nothing more. */
    synchronized void mute() {
        muted = true;
    }

    private void show(String label, String line) {
        if (!muted) {
            say.accept(label + Visible.of(line.stripTrailing()));
        }
    }
}
