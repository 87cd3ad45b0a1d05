package io.stoker.store.sql;

import io.stoker.store.StoreThreads;
import java.util.concurrent.CompletionStage;

/** A few threads that read, with a connection for each. */
final class Readers implements AutoCloseable {
    /** How many read at once. */
    static final int MOST = 2;

    private final Database database;
    private final StoreThreads threads = new StoreThreads("stoker-ledger-reader", MOST);

    Readers(Database database) {
        this.database = database;
    }

    <T> CompletionStage<T> read(Database.Question<T> question) {
        return threads.run(() -> database.read(question), database::explained);
    }

    @Override
    public void close() {
        threads.close();
    }
}
