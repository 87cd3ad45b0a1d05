package io.stoker.controller;

import akka.actor.typed.javadsl.ActorContext;
import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.ledger.Stock;
import io.stoker.store.LedgerStore;
import org.jspecify.annotations.Nullable;

/** Lets the ledger look at the time, and asks the store for it what has to be known before old results can go. */
final class RetentionDesk {
    private final ActorContext<Object> context;
    private final LedgerStore store;
    private final Books books;

    /** What the store has said, or why it could not. */
    record Looked(
            Books books, @Nullable Stock stock, @Nullable Throwable failure) {}

    RetentionDesk(ActorContext<Object> context, LedgerStore store, Books books) {
        this.context = context;
        this.store = store;
        this.books = books;
    }

    void wake() {
        if (books.wake() instanceof Answer.Look look) {
            books.outgoing()
                    .then(() -> context.pipeToSelf(
                            store.oldest(look.from(), look.most()),
                            (stock, failure) -> new Looked(books, stock, failure)));
        }
    }

    void looked(Looked looked) {
        if (looked.books() != books) {
            return; // an earlier actor had asked
        }
        if (looked.stock() == null) {
            context.getLog().warn("cannot look which results are old; it is tried again", looked.failure());
        } else {
            books.decide(new Command.Retain(looked.stock()));
        }
    }
}
