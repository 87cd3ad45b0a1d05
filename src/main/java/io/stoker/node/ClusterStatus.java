package io.stoker.node;

import io.stoker.http.Capability;
import java.io.PrintStream;

/** What {@code stoker status} tells: how a profile's cluster is reached and looked at. */
public final class ClusterStatus {
    private static final int READY = 200;

    private ClusterStatus() {}

    /**
     * Prints it.
     *
     * @return 0 if the cluster is ready, 1 if it is not
     * @throws NodeException if there is none, or its controller does not answer
     */
    public static int print(Profile profile, PrintStream out) {
        ConnectionInfo connection = ConnectionFile.read(profile);
        HttpCall.Answer ready = HttpCall.send(profile, connection, "GET", "/ready", Capability.READ);
        String reason = ready.fields().get("reason");
        String url = HttpCall.url(connection);
        out.println("profile      " + profile.name() + ", " + profile.folder());
        out.println("controller   " + connection.controller() + ", pid " + connection.pid() + ", version "
                + connection.version() + ", since " + connection.started());
        out.println("ledger       " + connection.ledger());
        out.println("HTTP         " + url + ", " + ready.fields().getOrDefault("state", "answers " + ready.status())
                + (reason == null ? "" : ": " + reason));
        out.println("  browser    " + profile.command("link"));
        out.println("  curl       curl " + authority(profile, connection) + "-H \"Authorization: Bearer $(cat "
                + profile.tokens().resolve(Capability.READ.word()) + ")\" " + url + "/cluster/members");
        return ready.status() == READY ? 0 : 1;
    }

    private static String authority(Profile profile, ConnectionInfo connection) {
        return connection.managementScheme().equals("https")
                ? "--cacert " + profile.keys().resolve("authority.pem") + " "
                : "";
    }
}
