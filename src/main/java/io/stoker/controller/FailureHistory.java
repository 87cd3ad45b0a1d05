package io.stoker.controller;

/**
 * What a controller remembers of its earlier selves, which have failed: it outlives the actor and its ActorSystem, and
 * is lost with the JVM only.
 */
public final class FailureHistory {
    private final PoisonCommandGuard poisonCommands = new PoisonCommandGuard();
    private final Restarts restarts = new Restarts();
    private boolean served;

    /** The commands that have made it fail. */
    PoisonCommandGuard poisonCommands() {
        return poisonCommands;
    }

    /** Whether any of them has served. */
    boolean hasServed() {
        return served;
    }

    /** The ledger is open. */
    void serves() {
        served = true;
    }

    /** How often it has had to begin again. */
    Restarts restarts() {
        return restarts;
    }
}
