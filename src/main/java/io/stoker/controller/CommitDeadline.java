package io.stoker.controller;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the commit under way has taken: long enough to be worth a word, or too long to be waited for. Pure: time is
 * a parameter, in ticks.
 */
final class CommitDeadline {
    private static final Duration SLOW = Duration.ofSeconds(5);

    private static final String CAUSE = "its disk or database is overloaded or hangs, or another program holds a lock";

    private final Duration limit;
    private final String place;
    private boolean underWay;
    private boolean said;
    private long since;

    /** @param place where the ledger is, for people */
    CommitDeadline(Duration limit, String place) {
        this.limit = limit;
        this.place = place;
    }

    /** A commit begins. */
    void begin(long tick) {
        underWay = true;
        said = false;
        since = tick;
    }

    /** It has ended. */
    void end() {
        underWay = false;
    }

    /** What to say of a commit that takes long, once; null if there is nothing to say. */
    @Nullable
    String late(long tick) {
        if (!underWay || said || tick - since <= SLOW.toNanos()) {
            return null;
        }
        said = true;
        return "a commit to the ledger in " + place + " has taken more than " + SLOW.toSeconds() + " s so far, and all"
                + " submissions and results wait for it: " + CAUSE;
    }

    /** Whether it takes too long. */
    boolean isOver(long tick) {
        return underWay && tick - since > limit.toNanos();
    }

    /** Why no commit is waited for any more. */
    String reason() {
        return "a commit to the ledger in " + place + " has not ended within " + limit.toSeconds()
                + " s (stoker.commit-timeout): " + CAUSE;
    }
}
