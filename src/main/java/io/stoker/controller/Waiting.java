package io.stoker.controller;

import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;
import io.stoker.task.AttemptId;
import io.stoker.task.TaskProgress;
import org.jspecify.annotations.Nullable;

/** Says why an unfinished task stands where it does. */
final class Waiting {
    private Waiting() {}

    /** @param waits why the schedule does not hand it out; null if it is not queued */
    static String explain(OpenTask task, Roster roster, @Nullable String waits) {
        OpenState.Held held = task.state().held();
        if (held == null) {
            // The schedule does not know engines that are not to be given anything.
            boolean some = roster.serving() == roster.size() && roster.size() > 0;
            return waits != null && some ? waits : "it waits for an engine: " + engines(roster);
        }
        String where =
                " on engine " + held.engineId() + " (attempt " + task.state().attempt() + ")";
        if (task.state().suspended()) {
            return "its engine " + held.engineId() + " is silent, and it waits for another one: " + engines(roster);
        }
        String abort = task.state().abort() ? ", and is aborted when the attempt ends" : "";
        TaskProgress progress = progress(task, roster);
        return (held.started() == 0 ? "it was sent" : "it runs")
                + where
                + (progress == null ? "" : ", " + progress)
                + abort;
    }

    /** How far the attempt that an engine has started has come; null if it has told nothing. */
    static @Nullable TaskProgress progress(OpenTask task, Roster roster) {
        OpenState.Held held = task.state().held();
        return held == null || task.state().suspended()
                ? null
                : roster.progress(
                        held.instance(), new AttemptId(task.id(), task.state().attempt()));
    }

    private static String engines(Roster roster) {
        int all = roster.size();
        if (all == 0) {
            return "none is registered";
        }
        int suspected = all - roster.serving();
        return all + " registered"
                + (suspected == 0 ? ", all of them busy" : ", of which " + suspected + " cannot be reached");
    }
}
