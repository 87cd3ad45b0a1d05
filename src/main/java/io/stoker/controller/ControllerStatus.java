package io.stoker.controller;

import akka.actor.Address;
import io.stoker.store.LedgerStore;
import io.stoker.task.Utf8;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.util.concurrent.TimeUnit;

/** Says how the controller stands, at once: whoever asks wants to know it most when nothing else is answered. */
final class ControllerStatus {
    private static final int LONGEST_LINE = 1_000;

    private final CommitPipeline pipeline;
    private final Roster roster;
    private final LedgerStore store;
    private final String address;
    private final long since;

    /** @param address of the controller's cluster node */
    ControllerStatus(CommitPipeline pipeline, Roster roster, LedgerStore store, Address address) {
        this.address = address.hostPort().replaceFirst(".*@", "");
        this.pipeline = pipeline;
        this.roster = roster;
        this.store = store;
        this.since = pipeline.millis();
    }

    /** @param clients how many have a session */
    ToClient answer(Question.AskController asked, int clients, long tick) {
        return new ToClient.ControllerAnswer(
                asked.request(),
                pipeline.epoch(),
                address,
                store.kind(),
                Utf8.head(store.place(), LONGEST_LINE),
                pipeline.millis(),
                since,
                pipeline.ledger().counts().status(),
                roster.size(),
                roster.size() - roster.serving(),
                clients,
                TimeUnit.NANOSECONDS.toMillis(pipeline.commitNanos(tick)),
                Utf8.head(store.trouble().orElse(""), LONGEST_LINE));
    }
}
