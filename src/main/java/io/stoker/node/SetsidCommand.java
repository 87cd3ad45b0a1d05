package io.stoker.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a process out of the terminal's reach. Ctrl-C goes to every process of the terminal's foreground group at
 * once; children in a session of their own hear of it from the launcher instead, in the right order, and a detached
 * launcher not at all. Signals are not merely ignored, since an engine's own children would inherit that.
 *
 * <p>Where there is no {@code setsid} (macOS, Windows) commands stay as they are, and Ctrl-C ends all at once.
 */
final class SetsidCommand {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private SetsidCommand() {}

    /** The command in a session of its own. It keeps its pid: {@code setsid} turns into it. */
    static List<String> of(List<String> command) {
        List<String> whole = new ArrayList<>();
        PLACES.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> whole.add(setsid.toString()));
        whole.addAll(command);
        return whole;
    }
}
