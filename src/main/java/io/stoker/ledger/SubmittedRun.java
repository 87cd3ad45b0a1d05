package io.stoker.ledger;

import io.stoker.task.Submitter;

/**
 * Tasks with consecutive ids that one session has submitted.
 *
 * @param first the first one's id
 * @param last the last one's
 * @param at when the first of them were accepted, in epoch milliseconds
 * @param by who has submitted them
 */
public record SubmittedRun(long first, long last, long at, Submitter by) {

    /** The tasks that were accepted. */
    static SubmittedRun of(Event.Accepted e) {
        return new SubmittedRun(e.firstTask(), e.firstTask() + e.specs().size() - 1, e.at(), e.by());
    }

    /** This with the tasks that were accepted next, or these alone if they do not go on with it. */
    SubmittedRun joined(Event.Accepted next) {
        SubmittedRun run = of(next);
        return run.first == last + 1 && run.by.equals(by) ? new SubmittedRun(first, run.last, at, by) : run;
    }
}
