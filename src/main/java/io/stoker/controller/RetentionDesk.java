package io.stoker.controller;

import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.ledger.Stock;
import io.stoker.store.LedgerStore;
import io.stoker.wire.Piping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Lets the ledger look at the time, and asks the store for it what has to be known before old results can go. */
final class RetentionDesk {
    private final Logger log;
    private final Piping piping;
    private final LedgerStore store;
    private final Books books;

    RetentionDesk(Logger log, Piping piping, LedgerStore store, Books books) {
        this.log = log;
        this.piping = piping;
        this.store = store;
        this.books = books;
    }

    void wake() {
        if (books.wake() instanceof Answer.Look look) {
            books.outgoing().then(() -> piping.pipe(store.oldest(look.from(), look.most()), this::looked));
        }
    }

    private void looked(@Nullable Stock stock, @Nullable Throwable failure) {
        if (stock == null) {
            log.warn("cannot look for old results; trying again later", failure);
        } else {
            books.decide(new Command.Retain(stock));
        }
    }
}
