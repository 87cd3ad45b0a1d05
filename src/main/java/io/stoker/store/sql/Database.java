package io.stoker.store.sql;

import io.stoker.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/** The database that holds the tables: how to reach it, and what its errors mean. */
interface Database extends AutoCloseable {

    /** A new connection for the one that writes, without auto-commit. */
    Connection writer() throws SQLException;

    /** A new connection for one that reads. */
    Connection reader() throws SQLException;

    /**
     * Sees that it is still where it was.
     *
     * @throws StoreException if it is not, so that nothing may be committed to it
     */
    void verify();

    /** The folder of its migration scripts. */
    String dialect();

    /** Where it is, for people. */
    String place();

    /** What an error means and what to do about it, for people. */
    String explain(SQLException error);

    /** Lets go of whatever shows that it is in use. */
    @Override
    void close();
}
