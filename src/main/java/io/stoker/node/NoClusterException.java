package io.stoker.node;

/** No cluster is running under a profile: it has no connection file. */
public final class NoClusterException extends NodeException {
    private static final long serialVersionUID = 1L;

    NoClusterException(Profile profile) {
        super("no cluster is running under profile '" + profile.name() + "' (no " + profile.connectionFile()
                + "): start one with: " + profile.command("cluster -n 4"));
    }
}
