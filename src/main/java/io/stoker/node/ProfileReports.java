package io.stoker.node;

import java.io.PrintStream;

/** The events of a controller that a person started without a launcher: kept in the profile and printed. */
public final class ProfileReports implements ControllerEvents {
    private final Profile profile;
    private final PrintStream out;

    public ProfileReports(Profile profile, PrintStream out) {
        this.profile = profile;
        this.out = out;
    }

    /** Writes the connection file, and sees to it that the file goes when this JVM does. */
    @Override
    public void ready(ConnectionInfo connection) {
        ConnectionFile.write(profile, connection);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ConnectionFile.remove(profile), "connection-file"));
        out.println("The controller is ready at " + connection.controller() + ", HTTP at " + connection.managementUrl()
                + ".");
        out.println("  engine   scripts/stoker engine --controller " + connection.controller());
    }

    @Override
    public void engineRegistered(int engineId, String instance) {
        out.println("engine " + engineId + " has registered (instance " + PlainText.oneLine(instance) + ")");
    }

    @Override
    public void engineLost(int engineId, String instance) {
        out.println("engine " + engineId + " is lost (instance " + PlainText.oneLine(instance) + ")");
    }
}
