package io.stoker.client;

import io.stoker.task.Utf8;
import io.stoker.task.Visible;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a client runs, as the ledger notes it with the tasks that it submits.
 *
 * @param host the name of its machine
 * @param user the name of the user whose process it is
 */
record Whereabouts(String host, String user) {
    private static final int LONGEST = 128;

    /** Those of this JVM. It may take a while, as the name of the machine is looked up. */
    static Whereabouts here() {
        return new Whereabouts(word(hostName()), word(System.getProperty("user.name", "")));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** A name that any controller takes, whatever the machine says. */
    static String word(String name) {
        String shown = Utf8.cut(Visible.line(Utf8.cut(name, LONGEST)), LONGEST);
        return shown.isBlank() ? "unknown" : shown;
    }
}
