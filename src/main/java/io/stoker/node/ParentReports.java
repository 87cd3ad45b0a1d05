package io.stoker.node;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A controller's events as lines for the launcher on the other side of standard output. */
public final class ParentReports implements ControllerEvents {
    private final PrintStream out;

    /** Reports on {@code out}, which is {@code System.out} wherever a launcher listens. */
    public ParentReports(PrintStream out) {
        this.out = out;
    }

    @Override
    public void ready(Connection connection) {
        line(LineProtocol.ready(connection));
    }

    @Override
    public void engineRegistered(int engineId, UUID instance) {
        line(LineProtocol.engineRegistered(engineId, instance));
    }

    @Override
    public void engineLost(int engineId, UUID instance) {
        line(LineProtocol.engineLost(engineId, instance));
    }

    /** In one write, so that no line of the log can come between. */
    private void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }
}
