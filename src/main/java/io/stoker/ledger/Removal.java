package io.stoker.ledger;

/**
 * A run of finished tasks that the ledger does not hold any more.
 *
 * @param from the first id
 * @param to the last id
 * @param at when they were removed, in epoch milliseconds; the beginning of a day if only the day is known
 * @param reason why, as the end of "task 17 was finished, and removed on … by …"
 */
public record Removal(long from, long to, long at, String reason) {

    /** How many ids these are. */
    long count() {
        return to - from + 1;
    }

    /** Whether this and that are one run that went for one reason at one time. */
    boolean joins(Removal next) {
        return to == next.from() - 1 && at == next.at() && reason.equals(next.reason());
    }
}
