package io.stoker.node;

import java.io.PrintStream;

/** A controller's events as lines for the launcher on the other side of standard output. */
final class ParentReports implements ControllerEvents {
    private final LineProtocol protocol;
    private final PrintStream out;

    /** Reports on {@code out}, which is {@code System.out} wherever a launcher listens. */
    ParentReports(LineProtocol protocol, PrintStream out) {
        this.protocol = protocol;
        this.out = out;
    }

    @Override
    public void ready(ConnectionInfo connection) {
        line(protocol.ready(connection));
    }

    @Override
    public void engineRegistered(int engineId, String instance) {
        // The launcher's engines say so themselves, whichever controller they have registered with. But their lines
        // come by other pipes: only here it is certain which came first, this or the loss before it.
        line(protocol.engineRegistered(engineId, instance));
    }

    @Override
    public void engineLost(int engineId, String instance) {
        line(protocol.engineLost(engineId, instance));
    }

    private void line(String text) {
        LineProtocol.write(text, out);
    }
}
