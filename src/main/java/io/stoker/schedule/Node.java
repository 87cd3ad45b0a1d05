package io.stoker.schedule;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A JVM with one engine or several. One with several is <em>closed</em> while a task that must have it to itself is
 * held there, or it is kept for one: its engines are given nothing else. On a node with one engine, that engine's own
 * room says it all.
 */
final class Node {
    private final String key;
    private final Set<EngineState> engines = new LinkedHashSet<>();
    private int load;
    private int paused;
    private int owners;
    private int claimants;
    private boolean reserved;
    /** Whether it is not closed for claimants any more. */
    private boolean givesWay;

    private boolean closed;

    Node(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** To be changed by {@link Nodes} only. */
    Set<EngineState> engines() {
        return engines;
    }

    /** Counts what one of its engines does, or (-1) no longer. */
    void count(EngineState engine, int sign) {
        load += sign * engine.load();
        paused += engine.isPaused() ? sign : 0;
        owners += engine.ownsNode() ? sign : 0;
        claimants += engine.claimsNode() ? sign : 0;
    }

    /** How many tasks its engines hold. */
    int load() {
        return load;
    }

    boolean isShared() {
        return engines.size() > 1;
    }

    /** Whether an engine is busy with something that is no task of the schedule. */
    boolean hasPaused() {
        return paused > 0;
    }

    /** Whether nothing runs there. */
    boolean isIdle() {
        return load == 0 && paused == 0;
    }

    /** Whether a task is held there that must have it to itself. */
    boolean isTaken() {
        return owners > 0 || claimants > 0;
    }

    boolean isClosed() {
        return closed;
    }

    /** To be called by {@link EngineIndex} only, as what follows. */
    void reserve(boolean now) {
        reserved = now;
    }

    /**
     * Whether {@link #isClosed} is to be the opposite.
     *
     * @param mayClose whether it may also be closed for tasks that have had neighbours from the beginning
     */
    boolean mustTurn(boolean mayClose) {
        boolean claimed = claimants > 0 && !givesWay && (closed || mayClose);
        return closed != (isShared() && (reserved || owners > 0 || claimed));
    }

    /** Whether it is closed for nothing but claimants. */
    boolean isMerelyClaimed() {
        return closed && !reserved && owners == 0;
    }

    /** It is not closed for its claimants, as long as there are any. */
    void giveWay(boolean now) {
        givesWay = now;
    }

    boolean isClaimed() {
        return claimants > 0;
    }

    void turn() {
        closed = !closed;
    }
}
