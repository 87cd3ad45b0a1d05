package io.stoker.controller;

/**
 * What a controller remembers of its earlier selves, which have failed: it outlives the actor and its ActorSystem, and
 * is lost with the JVM only.
 */
public final class History {
    private final Suspects suspects = new Suspects();
    private final Restarts restarts = new Restarts();

    /** The commands that have made it fail. */
    Suspects suspects() {
        return suspects;
    }

    /** How often it has had to begin again. */
    Restarts restarts() {
        return restarts;
    }
}
