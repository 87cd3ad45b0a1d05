package io.stoker.node;

import io.stoker.engine.EngineCallbacks;
import io.stoker.engine.UserProcesses;
import java.io.PrintStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an engine that has its JVM for itself tells of itself: to the launcher, if one holds its output. */
final class EngineReports implements EngineCallbacks {
    private static final Logger LOG = LoggerFactory.getLogger(EngineReports.class);

    private final UUID instance;
    private final @Nullable LineProtocol launcher;
    private final UserProcesses processes;
    private final PrintStream out = System.out;

    /** @param launcher who knows its lines; null where none listens */
    EngineReports(UUID instance, @Nullable LineProtocol launcher) {
        this.instance = instance;
        this.launcher = launcher;
        // A mark that this JVM has from somebody else than a launcher is another engine's.
        this.processes = UserProcesses.ofThisJvm(launcher == null ? null : System.getenv(UserProcesses.MARK_VARIABLE));
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public UserProcesses processes() {
        return processes;
    }

    @Override
    public void registered(int id) {
        if (launcher != null) {
            LineProtocol.write(launcher.engineRegistered(id, instance), out);
        }
    }

    @Override
    public void end(int code, String reason) {
        LOG.error("this engine ends: {}", reason);
        processes.kill();
        Runtime.getRuntime().halt(code);
    }
}
