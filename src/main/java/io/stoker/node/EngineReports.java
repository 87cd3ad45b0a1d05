package io.stoker.node;

import io.stoker.engine.UserProcesses;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engines of a JVM that is theirs tell of themselves: to the launcher, if one holds its output. */
final class EngineReports implements NodeEngines.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(EngineReports.class);

    private final @Nullable LineProtocol launcher;
    private final UserProcesses processes;
    private final PrintStream out = System.out;

    /** @param launcher who knows its lines; null where none listens */
    EngineReports(@Nullable LineProtocol launcher) {
        this.launcher = launcher;
        // A mark that this JVM has from somebody else than a launcher is another engine's.
        this.processes = UserProcesses.ofThisJvm(launcher == null ? null : System.getenv(UserProcesses.MARK_VARIABLE));
    }

    @Override
    public boolean ownsJvm() {
        return true;
    }

    @Override
    public UserProcesses processes() {
        return processes;
    }

    @Override
    public void registered(String instance, int id) {
        if (launcher != null) {
            LineProtocol.write(launcher.engineRegistered(id, instance), out);
        }
    }

    @Override
    public void ended(String instance) {
        LOG.info("engine {} was ended by a client", instance);
        if (launcher != null) {
            LineProtocol.write(launcher.engineEnded(instance), out);
        }
    }

    @Override
    public void end(int code, String reason) {
        LOG.error("this engine process ends: {}", reason);
        processes.kill();
        Runtime.getRuntime().halt(code);
    }
}
