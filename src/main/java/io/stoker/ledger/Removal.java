package io.stoker.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A run of finished tasks that the ledger does not hold any more. What is remembered of several runs together reaches
 * from the first to the last of them, and over what is still there in between.
 *
 * @param from the first id
 * @param to the last id
 * @param since when the first of them were removed, in epoch milliseconds
 * @param at when the last of them were; both are the beginning of a day if only the day is known
 * @param reason why, as the end of "task 17 was finished, and removed on … by …"
 */
public record Removal(long from, long to, long since, long at, String reason) {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int LONGEST_REASON = 200;
    /** Where there are too many to tell. */
    private static final String ANY = "clear or retention";

    /** A run that went at one moment. */
    public Removal(long from, long to, long at, String reason) {
        this(from, to, at, at, reason);
    }

    /** Whether this and that are neighbours that went for one reason on one day. */
    boolean joins(Removal next) {
        return to == next.from() - 1
                && reason.equals(next.reason())
                && Math.floorDiv(Math.min(since, next.since()), DAY) == Math.floorDiv(Math.max(at, next.at()), DAY);
    }

    /** Both as one. */
    Removal plus(Removal other) {
        return new Removal(
                Math.min(from, other.from()),
                Math.max(to, other.to()),
                Math.min(since, other.since()),
                Math.max(at, other.at()),
                either(reason, other.reason()));
    }

    private static String either(String one, String other) {
        if (one.contains(other) || other.contains(one)) {
            return one.length() < other.length() ? other : one;
        }
        String both = one + " or " + other;
        boolean tooMany = one.equals(ANY) || other.equals(ANY) || both.length() > LONGEST_REASON;
        return tooMany ? ANY : both;
    }

    /** When and why, in words. */
    String words() {
        return when() + " by " + reason;
    }

    private String when() {
        if (since == at) {
            return at % DAY == 0 ? "on " + day(at) : "at " + second(at);
        }
        return Math.floorDiv(since, DAY) == Math.floorDiv(at, DAY)
                ? "between " + second(since) + " and " + second(at)
                : "between " + day(since) + " and " + day(at);
    }

    private static LocalDate day(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Instant second(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS);
    }
}
