package io.stoker.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who has said {@code Here} lately, and whom the cluster cannot reach. Pure: time is a parameter, in ticks.
 *
 * <p>One observer's mark makes a member unreachable for everybody, and a busy member may be silent for a while; only
 * who is both, for long enough, is given up.
 */
final class Silence {
    private final long suspectAfter;
    private final long downAfter;
    private final long ownPause;
    private final Map<String, Long> heard = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private long lastLook;

    Silence(Duration suspectAfter, Duration downAfter, long tick) {
        this.suspectAfter = suspectAfter.toNanos();
        this.downAfter = downAfter.toNanos();
        this.ownPause = this.suspectAfter / 2;
        this.lastLook = tick;
    }

    void heard(String address, long tick) {
        heard.put(address, tick);
    }

    void unreachable(String address) {
        unreachable.add(address);
    }

    void reachable(String address) {
        unreachable.remove(address);
    }

    void removed(String address) {
        heard.remove(address);
        unreachable.remove(address);
    }

    /**
     * To be called often: a long gap since the last call was this JVM's own pause, for which nobody else is to blame.
     */
    void look(long tick) {
        long gap = tick - lastLook;
        if (gap > ownPause) {
            // Who was heard after the pause, and before this look, was not heard in the future.
            heard.replaceAll((address, at) -> at + Math.min(gap, tick - at));
        }
        lastLook = tick;
    }

    /** Silent or unreachable. */
    boolean isSuspect(String address, long tick) {
        return unreachable.contains(address) || silentFor(address, tick) > suspectAfter;
    }

    /** Whom to down: silent and unreachable. */
    List<String> toDown(long tick) {
        List<String> gone = new ArrayList<>();
        for (String address : unreachable) {
            if (silentFor(address, tick) > downAfter) {
                gone.add(address);
            }
        }
        return gone;
    }

    private long silentFor(String address, long tick) {
        // Who has never been heard counts from when we first looked for it.
        return tick - heard.computeIfAbsent(address, a -> tick);
    }
}
