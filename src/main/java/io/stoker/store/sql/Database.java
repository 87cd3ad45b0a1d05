package io.stoker.store.sql;

import io.stoker.store.DamagedException;
import io.stoker.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The database that holds the tables: how to reach it, and what its errors mean. */
interface Database extends AutoCloseable {

    /** A new connection for the one that writes, without auto-commit. */
    Connection writer() throws SQLException;

    /** Has the connection wait for answers however long they take, or only for as long as a commit may. */
    default void patient(Connection connection, boolean always) throws SQLException {
        // A file always answers.
    }

    /** A question to the database, which is answered whole before anything else is done. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks with a connection of one that reads. If anything goes wrong, it is not used again. */
    default <T> T read(Question<T> question) throws SQLException {
        Connection connection = reader();
        try {
            T answer = question.ask(connection);
            release(connection);
            return answer;
        } catch (Throwable e) {
            Connections.discard(connection);
            throw e;
        }
    }

    /** As {@link #read}, with a connection of one that lists, whose statements may take so long. */
    default <T> T list(Duration longest, Question<T> question) throws SQLException {
        Connection connection = lister(longest);
        try {
            T answer = question.ask(connection);
            connection.rollback(); // nothing was written, and a transaction left open would keep old rows
            releaseLister(connection);
            return answer;
        } catch (Throwable e) {
            Connections.discard(connection);
            throw e;
        }
    }

    /** A connection for one that reads, to be closed or released. */
    Connection reader() throws SQLException;

    /** Takes back a connection on which everything went well. */
    void release(Connection reader) throws SQLException;

    /**
     * A connection for one that lists tasks, in a transaction that can only read; to be rolled back, and then closed or
     * given back.
     *
     * @param longest how long a statement may take before it fails
     */
    Connection lister(Duration longest) throws SQLException;

    /** Takes back a connection on which everything went well. */
    void releaseLister(Connection lister) throws SQLException;

    /**
     * Sees that it is still where it was.
     *
     * @throws StoreException if it is not, so that nothing may be committed to it
     */
    void verify();

    /** What has to be said to it differently. */
    Dialect dialect();

    /** Where it is, for people. */
    String place();

    /** As {@code sqlite}. */
    String kind();

    /** What an error means and what to do about it, for people. */
    String explain(SQLException error);

    /** Whether an error means that what is stored is damaged. */
    boolean isDamage(SQLException error);

    /** That it is damaged and what to do about it, for people. */
    String damaged(String detail);

    /** What it is to those who open it that something in it could be read but not understood. */
    default DamagedException misread(RuntimeException failure) {
        String detail = String.valueOf(failure instanceof StoreException ? failure.getMessage() : failure);
        return new DamagedException(damaged(detail), failure);
    }

    /** What a failure to read or write it is to those who wait for that. */
    default RuntimeException explained(Exception failure) {
        if (failure instanceof RuntimeException exception) {
            return exception;
        }
        if (failure instanceof SQLException error) {
            return isDamage(error)
                    ? new DamagedException(explain(error), error)
                    : new StoreException(explain(error), error);
        }
        return new StoreException(String.valueOf(failure), failure);
    }

    /** Lets go of whatever shows that it is in use. */
    @Override
    void close();
}
