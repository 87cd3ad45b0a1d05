package io.stoker.node;

import io.stoker.engine.EngineLife;
import java.io.PrintStream;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an engine that has its JVM for itself tells of itself: to the launcher, if one holds its output. */
final class EngineReports implements EngineLife {
    private static final Logger LOG = LoggerFactory.getLogger(EngineReports.class);

    private final UUID instance;
    private final boolean launcher;
    private final PrintStream out = System.out;

    EngineReports(UUID instance, boolean launcher) {
        this.instance = instance;
        this.launcher = launcher;
    }

    @Override
    public void registered(int id) {
        if (launcher) {
            LineProtocol.write(LineProtocol.engineRegistered(id, instance), out);
        }
    }

    @Override
    public void end(int code, String reason) {
        LOG.error("this engine ends: {}", reason);
        Runtime.getRuntime().halt(code);
    }
}
