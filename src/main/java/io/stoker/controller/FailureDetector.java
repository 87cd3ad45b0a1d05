package io.stoker.controller;

import io.stoker.wire.OwnTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose heartbeat has come lately, and whom the cluster cannot reach. Pure: time is a parameter, in ticks. What counts
 * is {@link OwnTime}: nobody is silent for time in which this JVM did not run.
 *
 * <p>One observer's mark makes a member unreachable for everybody, the observer's own trouble as well; so a member is
 * suspected for its own silence only, and given up when it is both, for long enough.
 */
final class FailureDetector {
    /** So often it is looked. */
    static final Duration LOOK = Duration.ofMillis(100);

    private final long suspectAfter;
    private final long downAfter;
    private final OwnTime time;
    private final Map<String, Long> heard = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();

    FailureDetector(Duration suspectAfter, Duration downAfter, long tick) {
        this.suspectAfter = suspectAfter.toNanos();
        this.downAfter = downAfter.toNanos();
        this.time = new OwnTime(LOOK, tick);
    }

    void heard(String address, long tick) {
        heard.put(address, time.at(tick));
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

    /** To be called each {@link #LOOK}: what comes much later is this JVM's own pause. */
    void look(long tick) {
        time.at(tick);
    }

    /** Silent for too long. */
    boolean isSuspect(String address, long tick) {
        return silentFor(address, tick) > suspectAfter;
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
        long now = time.at(tick);
        // Who has never been heard counts from when we first looked for it.
        return now - heard.computeIfAbsent(address, a -> now);
    }
}
