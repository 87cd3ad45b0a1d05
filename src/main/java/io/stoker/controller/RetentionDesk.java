package io.stoker.controller;

import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.ledger.Stock;
import io.stoker.store.LedgerStore;
import io.stoker.wire.Piping;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Lets the ledger look at the time, and asks the store for it what has to be known before old results can go. */
final class RetentionDesk {
    private final Trouble trouble;
    private final Piping piping;
    private final LedgerStore store;
    private final Books books;

    RetentionDesk(Logger log, Piping piping, LedgerStore store, Books books) {
        this.trouble = new Trouble(log);
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
            trouble.with(
                    "old results cannot be looked for, which is tried again later", Objects.requireNonNull(failure));
        } else {
            trouble.over();
            books.decide(new Command.Retain(stock));
        }
    }
}
