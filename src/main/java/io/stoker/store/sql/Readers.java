package io.stoker.store.sql;

import io.stoker.store.StoreThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few threads that read, with a connection for each. */
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    /** How many read at once. */
    static final int MOST = 2;

    private final Database database;
    private final StoreThreads threads = new StoreThreads("stoker-ledger-reader", MOST);

    /** A question to the database, which is answered whole before anything else is done. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    Readers(Database database) {
        this.database = database;
    }

    <T> CompletionStage<T> read(Question<T> question) {
        return threads.run(() -> ask(question), database::explained);
    }

    /** A connection on which anything went wrong is not used again. */
    private <T> T ask(Question<T> question) throws SQLException {
        Connection connection = database.reader();
        try {
            T answer = question.ask(connection);
            database.release(connection);
            return answer;
        } catch (Throwable e) {
            close(connection);
            throw e;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("failed to close a connection", e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
