package io.stoker.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Where the databases differ in what has to be said to them. */
interface Dialect {

    /** The folder of its migration scripts. */
    String scripts();

    /** Keeps other processes from changing the tables until the transaction ends. */
    void lockSchema(Connection connection) throws SQLException;

    /** How long a lease is held that nobody renews. */
    Duration lease();

    /**
     * Makes the lease this store's, under a new epoch.
     *
     * @throws io.stoker.store.LeaseHeldException if it is another's
     */
    void takeLease(Connection connection, String owner) throws SQLException;

    /** What a change of the lease's row sets besides, so that the lease lasts; empty if it lasts for ever. */
    String keepingLease();

    /** Ends the lease of this epoch. */
    void giveLeaseBack(Connection connection, long epoch) throws SQLException;

    /** What makes a reader of the lease's row wait for the end of every transaction that has changed it. */
    String lockingRow();

    /** What makes a statement look into a table, behind whose name it stands, by this index; empty if that is sure. */
    String byIndex(String index);

    /** Takes rows of (task) out of {@code open_task}. */
    Rows ended(Connection connection) throws SQLException;

    /** Changes rows of (state, task) in {@code open_task}. */
    Rows states(Connection connection) throws SQLException;
}
