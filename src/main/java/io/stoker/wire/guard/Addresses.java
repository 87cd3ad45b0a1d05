package io.stoker.wire.guard;

import java.util.regex.Pattern;

/** Looks at addresses that Akka would take as they are, connect to, and tell all others. */
final class Addresses {
    /** Of names, and of addresses of version 4 and 6, the latter with a zone. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%\\[\\]-]{1,255}");

    private static final int LAST_PORT = 65_535;

    private Addresses() {}

    /** Refuses what is the address of no node of a system of this name. */
    static void check(String expectedSystem, String protocol, String system, String host, long port) {
        if (!protocol.equals("akka") || !system.equals(expectedSystem)) {
            throw new RefusedException("an address of another system than '" + expectedSystem + "'");
        }
        if (!HOST.matcher(host).matches() || port < 1 || port > LAST_PORT) {
            throw new RefusedException("an address that nobody can have");
        }
    }
}
