package io.stoker.controller;

import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.ledger.RetentionCandidates;
import io.stoker.store.LedgerStore;
import io.stoker.wire.Piping;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Lets the ledger look at the time, and asks the store for it what has to be known before old results can go. */
final class RetentionHandler {
    private final Trouble trouble;
    private final Piping piping;
    private final LedgerStore store;
    private final CommitPipeline pipeline;

    RetentionHandler(Logger log, Piping piping, LedgerStore store, CommitPipeline pipeline) {
        this.trouble = new Trouble(log);
        this.piping = piping;
        this.store = store;
        this.pipeline = pipeline;
    }

    void wake() {
        if (pipeline.wake() instanceof Answer.Look look) {
            pipeline.effects().then(() -> piping.pipe(store.oldest(look.from(), look.most()), this::looked));
        }
    }

    private void looked(@Nullable RetentionCandidates candidates, @Nullable Throwable failure) {
        if (candidates == null) {
            trouble.with(
                    "old results cannot be looked for, which is tried again later", Objects.requireNonNull(failure));
        } else {
            trouble.over();
            pipeline.decide(new Command.Retain(candidates));
        }
    }
}
