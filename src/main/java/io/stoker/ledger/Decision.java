package io.stoker.ledger;

import java.util.List;

/** What follows from a command: events, which were applied to the ledger, and the answer. */
public record Decision(List<Event> events, Answer answer) {
    private static final Answer NONE = new Answer.None();

    static Decision of(List<Event> events) {
        return new Decision(events, NONE);
    }

    static Decision answer(Answer answer) {
        return new Decision(List.of(), answer);
    }

    static Decision refuse(Answer.Refusal reason, String message) {
        return answer(new Answer.Refused(reason, message));
    }

    /** The session has had its answer to this key. */
    static Decision over(String session, long key) {
        return refuse(
                Answer.Refusal.KEY_REUSED,
                "key " + key + " of session " + session
                        + " was answered before; the answer was received, or expired after a day");
    }

    /**
     * The key has the answer to something else.
     *
     * @param index which of the command's keys it is
     * @param count how many the command has
     */
    static Decision reused(String session, long key, int index, int count) {
        String which = count == 1 ? "" : " (index " + index + " of " + count + ")";
        return refuse(
                Answer.Refusal.KEY_REUSED,
                "key " + key + " of session " + session + " was used for something else before" + which);
    }
}
