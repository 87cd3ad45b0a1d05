package io.stoker.cli.demo;

import io.stoker.cli.trial.Screen;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Style;

/** Collects checks: each is shown where it is made, and all are summed up at the end. */
final class Verdict {
    private final Screen screen;
    private final List<String> failed = new ArrayList<>();
    private int passed;

    Verdict(Screen screen) {
        this.screen = screen;
    }

    /** What must hold, in words that are true if it does. */
    void check(boolean holds, String what) {
        if (holds) {
            passed++;
            screen.say("  " + screen.styled("ok", Style.fg_green) + "  " + what);
        } else {
            failed(what);
        }
    }

    /** Something that must not happen has happened. */
    void failed(String what) {
        failed.add(what.lines().findFirst().orElse(""));
        screen.say("  " + screen.styled("FAILED", Style.fg_red) + "  " + what);
    }

    boolean isGood() {
        return failed.isEmpty() && passed > 0;
    }

    String summary() {
        if (isGood()) {
            return screen.styled("all " + passed + " checks passed", Style.bold);
        }
        return screen.styled(failed.size() + " of " + (passed + failed.size()) + " checks failed", Style.bold) + ": "
                + String.join("; ", failed);
    }
}
