package io.stoker.cli;

import io.stoker.node.NodeException;
import io.stoker.node.NodeStart;
import io.stoker.node.PidFile;
import io.stoker.node.ProcessName;
import io.stoker.node.Profile;
import io.stoker.node.ProfileLock;
import java.util.Map;

/** The start of a node that a person has typed the command for. Nobody but the node sees to its pid file. */
final class StartByPerson {
    private StartByPerson() {}

    /**
     * Makes the process known to {@code stoker stop}.
     *
     * @param options what the command line sets
     */
    static NodeStart of(Profile profile, ProcessName name, Map<String, String> options) {
        NodeStart start = NodeStart.byPerson(profile, options);
        claim(profile, name);
        return start;
    }

    /** As {@link #of}, of a process of engines, of which there may be many. */
    static NodeStart ofEngine(Profile profile, Map<String, String> options) {
        NodeStart start = NodeStart.byPerson(profile, options);
        claim(profile, start.loneEngine());
        return start;
    }

    private static void claim(Profile profile, ProcessName name) {
        profile.create();
        if (name.equals(ProcessName.CONTROLLER)) {
            var unused = ProfileLock.take(profile, name); // until this process ends
        }
        PidFile file = profile.pidFile(name);
        if (file.isHeld()) {
            throw new NodeException(name + " is already running under profile '" + profile.name()
                    + "': stop it with: " + profile.command("stop")
                    + ", where it runs, or choose another with --profile NAME");
        }
        file.hold();
        Runtime.getRuntime().addShutdownHook(new Thread(file::remove, "pid-file"));
    }
}
