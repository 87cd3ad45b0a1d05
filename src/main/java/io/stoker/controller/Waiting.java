package io.stoker.controller;

import io.stoker.ledger.OpenState;
import io.stoker.ledger.OpenTask;

/** Says why an unfinished task stands where it does. */
final class Waiting {
    private Waiting() {}

    static String explain(OpenTask task, Roster roster) {
        OpenState.Held held = task.state().held();
        if (held == null) {
            return "it waits for an engine: " + engines(roster);
        }
        String where =
                " on engine " + held.engineId() + " (attempt " + task.state().attempt() + ")";
        if (task.state().recalled()) {
            return "its engine " + held.engineId() + " is silent or unreachable, and it waits for another one: "
                    + engines(roster);
        }
        return held.started() == 0 ? "it was sent to be run" + where : "it runs" + where;
    }

    private static String engines(Roster roster) {
        int all = roster.engines().size();
        if (all == 0) {
            return "none is registered";
        }
        long suspected = all - roster.serving();
        return all + " registered"
                + (suspected == 0 ? ", all of them busy" : ", of which " + suspected + " cannot be reached");
    }
}
